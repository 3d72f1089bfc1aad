// A dead line and a double tap. Before a form is sent the line is tried for four seconds; if it is dead the page
// stays, with its words. "I'm not safe" shows the numbers after a second and a half, whatever the line does.
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
// What each form waits to send: the last press counts, but nothing takes the place of "I'm not safe".
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
  // After the form has been read, or its name and value would be left out.
  setTimeout(() => hold(button), 0);
});
