(()=>{"use strict";
const doc = document;
const body = doc.body;
const find = (what, where) => (where || doc).querySelector(what);
const every = (what, on) => doc.querySelectorAll(what).forEach(on);
const token = () => (find('meta[name="csrf-token"]') || {}).content || (find('input[name="csrf_token"]') || {}).value || "";
const typed = (form) => {
const words = new URLSearchParams();
new FormData(form).forEach((value, name) => typeof value === "string" && words.append(name, value));
return words;
};
const keptForm = () => find("form[data-keep]");
let changed = false;
let gone = false;
doc.addEventListener("input", () => (changed = true));
const keep = () => {
const form = keptForm();
if (!form || !changed || gone || form.dataset.sent) return;
navigator.sendBeacon(form.dataset.keep, typed(form));
changed = false;
};
doc.addEventListener("visibilitychange", () => doc.hidden && keep());
const press = (what, where, on) => {
const button = find(what, where);
if (button) button.addEventListener("click", on);
};
const summary = find("[data-summary]");
if (summary) summary.focus();
const way = find("[data-leave]");
const leave = () => {
doc.documentElement.hidden = true;
doc.title = "\u2026";
try {
keep();
gone = true;
navigator.sendBeacon(way.href, new URLSearchParams({ csrf_token: token() }));
} finally {
location.replace(way.dataset.leave);
}
};
if (way) {
way.addEventListener("click", (event) => {
event.preventDefault();
leave();
});
let presses = 0;
let before = 0;
doc.addEventListener("keydown", (event) => {
if (event.key !== "Escape" || event.repeat) return;
presses = event.timeStamp - before < 2000 ? presses + 1 : 1;
before = event.timeStamp;
if (presses > 2) leave();
}, true);
}
addEventListener("pageshow", (event) => {
if (!event.persisted) return;
doc.documentElement.hidden = true;
location.reload();
});
const minutes = +body.dataset.quietMinutes;
const box = find("#quiet");
if (minutes && box) {
let last = Date.now();
let told = last;
const channel = "BroadcastChannel" in window && new BroadcastChannel("here");
const goodbye = () => {
if (gone) return;
doc.documentElement.hidden = true;
keep();
gone = true;
location.replace(body.dataset.bye);
};
const stay = () => {
told = Date.now();
fetch(body.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token() }, redirect: "manual" })
.then((answer) => answer.ok || goodbye(), () => {});
};
const close = () => box.open && box.close();
const here = () => {
if (box.open) return;
last = Date.now();
if (channel) channel.postMessage(1);
if (last - told > 240000) stay();
};
if (channel) channel.onmessage = () => {
last = Date.now();
close();
};
const staying = () => {
close();
told = 0;
here();
};
["input", "pointerdown", "keydown"].forEach((kind) => doc.addEventListener(kind, here, { passive: true }));
press("[data-stay-here]", box, staying);
box.addEventListener("cancel", (event) => {
event.preventDefault();
staying();
});
const look = () => {
const quiet = (Date.now() - last) / 60000;
if (quiet >= minutes) goodbye();
else if (quiet >= minutes - 2 && !box.open && box.showModal) {
keep();
box.showModal();
}
};
setInterval(look, 5000);
doc.addEventListener("visibilitychange", look);
}
const line = find("#line");
const alive = (form) => {
const address = form.dataset.alive || body.dataset.alive;
if (!address) return Promise.resolve(true);
const stop = new AbortController();
const timer = setTimeout(() => stop.abort(), 4000);
return fetch(address, { method: "HEAD", cache: "no-store", signal: stop.signal })
.then(() => true, () => false)
.finally(() => clearTimeout(timer));
};
const say = (which, again) => {
line.textContent = "";
if (!which) return;
line.append(find(which).content.cloneNode(true));
press("[data-again]", line, again);
};
const hold = (button) => {
if (!button) return;
button.disabled = true;
setTimeout(() => (button.disabled = false), 5000);
};
const showNumbers = (form, button) => {
body.classList.add("numbers");
say("#line-unsafe", () => tryLine(form, button));
scrollTo(0, 0);
const help = find("#help");
if (help) help.focus();
};
const wanted = new Map();
const urgent = (button) => !!button && "now" in button.dataset;
const ready = new Set();
const tryLine = (form, button) => {
wanted.set(form, button);
if (urgent(button) && !body.classList.contains("numbers")) setTimeout(() => showNumbers(form, button), 1500);
alive(form).then((yes) => {
if (wanted.get(form) !== button) return;
wanted.delete(form);
if (yes) {
ready.add(form);
form.requestSubmit(button);
} else if (urgent(button)) {
showNumbers(form, button);
addEventListener("online", () => tryLine(form, button), { once: true });
} else {
say("#line-dead", () => tryLine(form, button));
}
});
};
const kept = "requestSubmit" in HTMLFormElement.prototype && "AbortController" in window;
doc.addEventListener("submit", (event) => {
const form = event.target;
const button = event.submitter;
const now = urgent(button);
if (form.dataset.sent && (!now || form.dataset.sent === "now")) {
event.preventDefault();
return;
}
if (kept && line && form.dataset.keep && !ready.delete(form)) {
event.preventDefault();
if (!wanted.has(form) || (now && !urgent(wanted.get(form)))) tryLine(form, button);
return;
}
if (!body.classList.contains("numbers")) say();
form.dataset.sent = now ? "now" : "yes";
setTimeout(() => delete form.dataset.sent, 5000);
setTimeout(() => hold(button), 0);
});
const listen = find("[data-listen]");
const speech = window.speechSynthesis;
if (listen && speech && "SpeechSynthesisUtterance" in window) {
const language = doc.documentElement.lang;
const voice = () =>
speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language.slice(0, 2).toLowerCase()));
const label = find("span", listen);
const words = label ? label.textContent : listen.getAttribute("aria-label");
const name = (text) => (label ? (label.textContent = text) : listen.setAttribute("aria-label", text));
const blocks = "h1,h2,h3,p,li,legend,label,dt,dd,button,summary,figcaption,th,td,.tile strong,.tile strong + span,a";
const silent = "[data-unsaid],.pic--word~*,.code-words,[hidden],[aria-hidden=true],template,textarea,select,dialog,.govuk-visually-hidden";
const marks = "highlights" in CSS && window.Highlight ? CSS.highlights : null;
const cut = (text) =>
Intl.Segmenter
? Array.from(new Intl.Segmenter(language, { granularity: "sentence" }).segment(text), (one) => one.segment)
: text.match(/[^.?!\u061f]+[.?!\u061f]*\s*/g) || [];
const shown = () => {
const found = [];
const marked = doc.querySelectorAll("[data-say]");
(marked.length ? marked : doc.querySelectorAll(".hero,#main")).forEach((root) => {
const walk = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
const inside = walk.currentNode.parentElement;
if (inside.closest(silent) || !inside.getClientRects().length) continue;
const block = inside.closest(blocks) || inside;
const last = found[found.length - 1];
if (last && last.block === block) last.nodes.push(walk.currentNode);
else found.push({ block, nodes: [walk.currentNode] });
}
});
return found;
};
const place = (nodes, at) => {
let node = nodes[0];
for (node of nodes) {
if (at <= node.length) break;
at -= node.length;
}
return [node, Math.min(at, node.length)];
};
const sentences = () => {
const found = [];
shown().forEach(({ block, nodes }) => {
let at = 0;
cut(nodes.map((node) => node.data).join("")).forEach((text) => {
const range = doc.createRange();
range.setStart(...place(nodes, at + text.length - text.trimStart().length));
range.setEnd(...place(nodes, at + text.trimEnd().length));
at += text.length;
if (/[\p{L}\p{N}]/u.test(text)) found.push({ block, range, text: text.trim().replace(/\s+/g, " ") });
});
});
return found;
};
let said = [];
const unmark = () => {
if (marks) marks.delete("read");
every(".is-read", (one) => one.classList.remove("is-read"));
};
const mark = ({ block, range }) => {
unmark();
if (marks) marks.set("read", new Highlight(range));
else block.classList.add("is-read");
const box = range.getBoundingClientRect();
if (box.top < 80 || box.bottom > innerHeight) block.scrollIntoView({ block: "center" });
};
const stop = () => {
said = [];
speech.cancel();
unmark();
name(words);
};
const start = () => {
speech.cancel();
const all = sentences();
said = all.map((one, number) => {
const part = new SpeechSynthesisUtterance(one.text);
part.voice = voice();
part.lang = language;
part.rate = 0.9;
part.onstart = () => said.length && mark(one);
part.onend = () => number === all.length - 1 && said.length && stop();
return part;
});
name(listen.dataset.stop);
said.forEach((part) => speech.speak(part));
};
const offer = () => (listen.hidden = !voice());
offer();
if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
listen.addEventListener("click", () => (said.length ? stop() : start()));
addEventListener("pagehide", stop);
}
})();
