// Small words the parts below share.
const doc = document;
const body = doc.body;
const find = (what, where) => (where || doc).querySelector(what);
const every = (what, on) => doc.querySelectorAll(what).forEach(on);
const token = () => (find('meta[name="csrf-token"]') || {}).content || (find('input[name="csrf_token"]') || {}).value || "";

// What is typed, without files and without the press of a button.
const typed = (form) => {
  const words = new URLSearchParams();
  new FormData(form).forEach((value, name) => typeof value === "string" && words.append(name, value));
  return words;
};
const keptForm = () => find("form[data-keep]");
// Keeps the draft: not after it was sent, which would bring a finished one back, nor after we went away.
let changed = false;
let gone = false;
doc.addEventListener("input", () => (changed = true));
const keep = () => {
  const form = keptForm();
  if (!form || !changed || gone || form.dataset.sent) return;
  navigator.sendBeacon(form.dataset.keep, typed(form));
  changed = false;
};
// A phone that goes to sleep or to another app may never come back to this page.
doc.addEventListener("visibilitychange", () => doc.hidden && keep());
const press = (what, where, on) => {
  const button = find(what, where);
  if (button) button.addEventListener("click", on);
};
// A form shown again with mistakes: go to what has to be put right.
const summary = find("[data-summary]");
if (summary) summary.focus();
