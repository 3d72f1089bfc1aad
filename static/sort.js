(()=>{"use strict";
const OFF = "sort-keys-off";
const here = () => document.querySelector("[data-sort]");
const stored = (change) => {
try {
if (change !== undefined) localStorage.setItem(OFF, change);
return localStorage.getItem(OFF) === "1";
} catch {
return false;
}
};
const form = () => document.getElementById("sort");
const say = (words) => {
const line = document.querySelector("[data-sort-said]");
if (line) line.textContent = words;
};
const nameOf = (box) => {
const copy = box.labels[0].cloneNode(true);
copy.querySelectorAll("kbd").forEach((cap) => cap.remove());
return copy.textContent.trim();
};
const press = (box) => {
box.checked = box.type === "radio" || !box.checked;
box.dispatchEvent(new Event("change", { bubbles: true }));
say(nameOf(box) + (box.checked ? " ✓" : ""));
};
const setUp = () => {
document.querySelectorAll("[data-sort-find]").forEach((one) => { one.hidden = false; });
document.querySelectorAll("[data-sort-off]").forEach((one) => {
one.hidden = false;
const box = one.querySelector("input");
box.checked = stored();
box.addEventListener("change", () => { stored(box.checked ? "1" : "0"); document.body.classList.toggle("keys-off", box.checked); });
});
document.body.classList.toggle("keys-off", stored());
};
let sending = false;
const put = async (which, button) => {
if (sending) return;
sending = true;
const main = document.getElementById("main");
main.setAttribute("aria-busy", "true");
try {
const body = new URLSearchParams(new FormData(which, button));
const answer = await fetch(which.action, { method: "POST", body, headers: { Accept: "text/html" } });
const page = new DOMParser().parseFromString(await answer.text(), "text/html");
const next = page.getElementById("main");
if (!next || answer.status >= 500 || !new URL(answer.url).pathname.startsWith("/staff/sort")) {
if (answer.ok) location.assign(answer.url);
else which.submit();
return;
}
main.replaceChildren(...next.childNodes);
document.title = page.title;
history.replaceState(null, "", answer.url);
setUp();
scrollTo(0, 0);
const summary = main.querySelector("[data-summary]");
(summary || document.getElementById("the-words") || main).focus();
} catch {
which.submit();
} finally {
sending = false;
main.removeAttribute("aria-busy");
}
};
document.addEventListener("submit", (event) => {
if (event.defaultPrevented || !here() || !here().contains(event.target)) return;
event.preventDefault();
put(event.target, event.submitter);
});
const sentence = () => document.activeElement && document.activeElement.closest("[data-sort-sentence]");
const toSentence = (step) => {
const all = [...document.querySelectorAll("[data-sort-sentence]")];
const to = all[all.indexOf(sentence()) + step] || all[step > 0 ? 0 : all.length - 1];
if (to) to.focus();
};
const does = {
u: () => document.querySelector("[data-sort-undo]"),
"?": () => document.getElementById("unsure"),
};
const opens = { s: "split", h: "keys" };
const single = (event) => {
const key = event.key.toLowerCase();
if (key === "/") {
document.getElementById("find-theme").focus();
} else if (does[key]) {
const which = does[key]();
if (which) which.requestSubmit();
} else if (opens[key]) {
const part = document.getElementById(opens[key]);
if (!part) return;
part.open = !part.open;
if (key === "s" && part.open) toSentence(1);
if (key === "h" && part.open) part.querySelector("summary").focus();
} else {
const inside = sentence();
const box = (inside && inside.querySelector(`[data-place="${CSS.escape(key)}"]`)) || form().querySelector(`[data-press="${CSS.escape(key)}"]`);
if (!box) return;
press(box);
}
event.preventDefault();
};
document.addEventListener("keydown", (event) => {
const on = event.target;
if (!here() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
if (on.id === "find-theme") {
if (event.key === "Escape") { on.value = ""; sift(""); document.getElementById("the-words").focus(); }
if (event.key === "Enter") {
event.preventDefault();
const first = [...document.querySelectorAll(".sort-all .govuk-checkboxes__item")].find((item) => !item.hidden);
if (on.value && first) press(first.querySelector("input"));
on.value = "";
sift("");
document.getElementById("the-words").focus();
}
return;
}
if (on.matches("textarea, select, input[type=text], input[type=search]")) return;
if (event.key === "Enter") {
if (on.closest("a, button, summary")) return;
event.preventDefault();
form().requestSubmit();
return;
}
if ((event.key === "ArrowDown" || event.key === "ArrowUp") && sentence() && on.type !== "radio") {
event.preventDefault();
toSentence(event.key === "ArrowDown" ? 1 : -1);
return;
}
if (event.key.length === 1 && event.key !== " " && !stored()) single(event);
});
const sift = (typed) => {
const wanted = typed.trim().toLowerCase();
document.querySelectorAll(".sort-all .govuk-checkboxes__item").forEach((item) => {
item.hidden = wanted !== "" && !nameOf(item.querySelector("input")).toLowerCase().includes(wanted);
});
};
document.addEventListener("input", (event) => {
if (event.target.id === "find-theme") sift(event.target.value);
});
setUp();
})();
