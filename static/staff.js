(()=>{"use strict";
const summary = document.querySelector("[data-summary]");
if (summary) summary.focus();
document.querySelectorAll("[data-show]").forEach((button) => {
const input = document.getElementById(button.dataset.show);
const words = { password: [button.textContent, button.getAttribute("aria-label")], text: [button.dataset.hideText, button.dataset.hideLabel] };
const turn = (type) => {
input.type = type;
button.textContent = words[type][0];
button.setAttribute("aria-label", words[type][1]);
};
button.hidden = false;
button.addEventListener("click", () => turn(input.type === "password" ? "text" : "password"));
if (input.form) input.form.addEventListener("submit", () => turn("password"));
});
document.addEventListener("submit", (event) => {
const form = event.target;
if (form.method !== "post") return;
if (form.dataset.sent) event.preventDefault();
form.dataset.sent = 1;
setTimeout(() => delete form.dataset.sent, 5000);
});
const making = document.querySelector("[data-reload]");
if (making) {
const soon = setTimeout(() => location.reload(), making.dataset.reload * 1000);
document.addEventListener("input", () => clearTimeout(soon));
}
const kept = document.querySelector("form[data-keep]");
if (kept) {
let changed = Boolean(document.querySelector("[data-summary]"));
kept.addEventListener("input", () => (changed = true));
const keep = () => {
if (!changed || kept.dataset.sent) return;
const words = new URLSearchParams({ keep: "script" });
new FormData(kept).forEach((value, name) => typeof value === "string" && words.append(name, value));
navigator.sendBeacon(kept.dataset.keep, words);
changed = false;
};
setInterval(keep, 20000);
document.addEventListener("visibilitychange", () => document.hidden && keep());
addEventListener("pagehide", keep);
}
document.querySelectorAll("[data-rows]").forEach((list) => {
const links = [...list.querySelectorAll("tbody th a")];
list.addEventListener("keydown", (event) => {
const step = { j: 1, k: -1 }[event.key];
if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
const row = document.activeElement.closest("tr");
const at = row ? links.findIndex((link) => row.contains(link)) : -1;
const next = links[at < 0 ? 0 : at + step];
if (next) next.focus();
});
});
})();
