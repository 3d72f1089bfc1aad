(()=>{"use strict";
const doc = document;
const find = (what, where) => (where || doc).querySelector(what);
const all = (what, where) => [...(where || doc).querySelectorAll(what)];
const plain = find("#sort");
const parts = find("#board-parts");
const form = find("#board");
if (plain && parts && form) {
const board = parts.content.cloneNode(true).firstElementChild;
const areas = all("[data-going]", board);
const line = [areas[3], areas[0], areas[1], areas[2]];
const live = find("[aria-live]", board);
const words = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const nameOf = (area) => find(".area__name span", area).textContent;
const areaOf = (card) => card.closest("[data-going]");
let picked = null;
const tell = (text) => (live.textContent = text);
const pick = (card) => {
if (picked) picked.setAttribute("aria-pressed", "false");
picked = picked === card ? null : card;
board.classList.toggle("board--picked", !!picked);
if (!picked) return;
picked.setAttribute("aria-pressed", "true");
tell(words(board.dataset.picked, { card: picked.dataset.name }));
};
const move = (card, area) => {
if (picked) pick(picked);
if (areaOf(card) !== area) {
find("ul", area).append(card.parentElement);
const radio = all("input[type=radio]", card.fieldset).find((one) => one.value === area.dataset.going);
radio.checked = true;
radio.dispatchEvent(new Event("input", { bubbles: true }));
}
card.focus();
tell(words(board.dataset.moved, { card: card.dataset.name, area: nameOf(area) }));
};
const cardFor = (fieldset, name) => {
const item = doc.createElement("li");
const card = doc.createElement("button");
const label = doc.createElement("span");
card.type = "button";
card.className = "card";
card.dataset.name = name;
card.fieldset = fieldset;
card.setAttribute("aria-pressed", "false");
card.setAttribute("aria-describedby", "board-how");
label.textContent = name;
label.dir = "auto";
card.append(find("legend svg", fieldset).cloneNode(true), label);
item.append(card);
return item;
};
const lay = (fieldset, name) => {
const on = all("input[type=radio]", fieldset).find((one) => one.checked);
const area = areas.find((one) => one.dataset.going === (on ? on.value : "")) || areas[3];
const item = cardFor(fieldset, name);
find("ul", area).append(item);
return item.firstElementChild;
};
const maker = find(".board__own", board);
const typed = find("input", maker);
const own = all("[data-own]", plain);
const wordsOf = (fieldset) => find("input:not([type=radio])", fieldset);
const make = () => {
const free = own.find((one) => !wordsOf(one).value.trim());
const name = typed.value.trim();
if (!free || !name) return typed.focus();
wordsOf(free).value = name;
typed.value = "";
const card = lay(free, name);
maker.hidden = own.every((one) => wordsOf(one).value.trim());
pick(card);
card.focus();
};
find("button", maker).addEventListener("click", make);
typed.addEventListener("keydown", (event) => {
if (event.key !== "Enter") return;
event.preventDefault();
make();
});
form.addEventListener("submit", () => {
all(".area--tray .card", board).forEach((card) => {
if ("own" in card.fieldset.dataset) wordsOf(card.fieldset).value = "";
});
}, true);
let dragged = false;
board.addEventListener("click", (event) => {
if (dragged) return;
const card = event.target.closest(".card");
const area = event.target.closest("[data-going]");
if (card) pick(card);
else if (area && picked) move(picked, area);
else if (event.target.closest(".area__name")) tell(board.dataset.first);
});
board.addEventListener("keydown", (event) => {
const card = event.target.closest(".card");
const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
if (!card || !(event.key in steps)) return;
event.preventDefault();
const sideways = event.key === "ArrowRight" || event.key === "ArrowLeft";
const turned = sideways && doc.documentElement.dir === "rtl" ? -1 : 1;
const place = line.indexOf(areaOf(card)) + steps[event.key] * turned;
if (line[place]) move(card, line[place]);
});
let drag = null;
const areaAt = (x, y) => {
const under = doc.elementsFromPoint(x, y).find((one) => !one.closest(".card--lifted") && one.closest("[data-going]"));
return under && board.contains(under) ? under.closest("[data-going]") : null;
};
const mark = (area) => areas.forEach((one) => one.classList.toggle("area--over", one === area));
const lift = () => {
if (!drag) return;
drag.lifted = true;
drag.card.classList.add("card--lifted");
drag.card.setPointerCapture(drag.id);
};
const drop = (area) => {
if (!drag) return;
clearTimeout(drag.timer);
const { card, lifted } = drag;
drag = null;
mark(null);
card.classList.remove("card--lifted");
card.style.transform = "";
if (!lifted) return;
dragged = true;
setTimeout(() => (dragged = false), 0);
if (area) move(card, area);
};
board.addEventListener("pointerdown", (event) => {
const card = event.target.closest(".card");
if (!card || event.button) return;
drag = { card, id: event.pointerId, x: event.clientX, y: event.clientY, lifted: false };
if (event.pointerType !== "mouse") drag.timer = setTimeout(lift, 180);
});
board.addEventListener("pointermove", (event) => {
if (!drag || event.pointerId !== drag.id) return;
const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
if (!drag.lifted && Math.hypot(x, y) > 8) {
if (event.pointerType === "mouse") lift();
else return drop(null);
}
if (!drag.lifted) return;
drag.card.style.transform = `translate(${x}px, ${y}px)`;
mark(areaAt(event.clientX, event.clientY));
});
board.addEventListener("pointerup", (event) => drop(areaAt(event.clientX, event.clientY)));
board.addEventListener("pointercancel", () => drop(null));
board.addEventListener("touchmove", (event) => drag && drag.lifted && event.preventDefault(), { passive: false });
board.addEventListener("contextmenu", (event) => drag && event.preventDefault());
const rest = all(".sort", plain).filter((one) => !("own" in one.dataset) || wordsOf(one).value.trim());
const nameIn = (fieldset) => ("own" in fieldset.dataset ? wordsOf(fieldset).value.trim() : find("legend span", fieldset).textContent);
const show = () => {
all(".card", board).forEach((card) => {
const on = find("input:checked", card.fieldset);
const area = areas.find((one) => one.dataset.going === (on ? on.value : ""));
if (area && areaOf(card) !== area) find("ul", area).append(card.parentElement);
});
maker.hidden = own.every((one) => wordsOf(one).value.trim());
plain.hidden = true;
plain.before(board);
};
const next = () => {
rest.splice(0, 3).forEach((fieldset) => lay(fieldset, nameIn(fieldset)));
setTimeout(rest.length ? next : show);
};
if (!find("[data-summary]")) setTimeout(next);
}
})();
