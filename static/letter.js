(()=>{"use strict";
const written = document.querySelector("form.write");
if (written && "fetch" in window) {
const said = written.querySelector("[data-saved]");
let changed = false;
let soon = 0;
let going = false;
const say = (which) => {
said.hidden = false;
said.textContent = said.dataset[which];
};
const refresh = (text) => {
const fresh = new DOMParser().parseFromString(text, "text/html");
const number = fresh.querySelector("form.write [name=number]");
if (!number) return false;
written.querySelector("[name=number]").value = number.value;
written.querySelectorAll("[data-fresh]").forEach((place) => {
const found = fresh.getElementById(place.id);
if (found && !place.contains(document.activeElement)) place.replaceChildren(...found.childNodes);
});
return true;
};
const save = () => {
clearTimeout(soon);
if (!changed || going || written.dataset.sent) return;
changed = false;
going = true;
say("saving");
const words = new FormData(written);
words.set("do", "script");
fetch(written.action, { method: "POST", body: new URLSearchParams(words), headers: { Accept: "text/html" } })
.then((answer) => (answer.ok ? answer.text() : ""))
.then((text) => say(text && refresh(text) ? "kept" : "not"), () => say("not"))
.finally(() => {
going = false;
if (changed) soon = setTimeout(save, 8000);
});
};
written.addEventListener("input", () => {
changed = true;
clearTimeout(soon);
soon = setTimeout(save, 4000);
});
document.addEventListener("visibilitychange", () => document.hidden && save());
written.addEventListener("submit", (event) => {
clearTimeout(soon);
if (!going) return;
event.preventDefault();
const button = event.submitter;
const again = setInterval(() => {
if (going) return;
clearInterval(again);
delete written.dataset.sent;
written.requestSubmit(button);
}, 100);
});
}
})();
