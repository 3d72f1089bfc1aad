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
})();
