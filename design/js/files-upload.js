// Adding a picture or a voice: its size is looked at before it is sent, how far it is is shown, and what breaks off
// can be sent again (the form's id makes twice the same as once). Without scripts the forms are sent as they are.
const doc = document;
const find = (what, where) => (where || doc).querySelector(what);
const every = (what, on) => doc.querySelectorAll(what).forEach(on);
// Put a file made on this page into a form, as if it had been picked.
const put = (form, blob, name) => {
  const box = new DataTransfer();
  box.items.add(new File([blob], name, { type: blob.type }));
  find("input[type=file]", form).files = box.files;
};
const mistake = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const line = find("[data-summary] li", page) || find("main h1", page);
  return line ? line.textContent.trim() : "";
};
const sendIt = (form, button, says) => {
  const words = says.dataset;
  const bar = doc.createElement("progress");
  const request = new XMLHttpRequest();
  const stop = (text) => {
    button.disabled = false;
    says.textContent = text;
  };
  says.textContent = `${words.sending} `;
  bar.max = 100;
  bar.setAttribute("aria-label", words.sending);
  says.append(bar);
  button.disabled = true;
  request.upload.onprogress = (now) => (bar.value = now.lengthComputable ? (100 * now.loaded) / now.total : 50);
  request.onerror = request.ontimeout = () => stop(words.dead);
  request.onload = () => {
    if (request.status < 300) location.assign(form.action);
    else stop(mistake(request.responseText) || words.lost);
  };
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "upload");
  request.timeout = 180000;
  request.send(new FormData(form));
};
every("form.upload", (form) => {
  const says = find("[data-upload]", form);
  const input = find("input[type=file]", form);
  const tooBig = () => input.files[0] && input.files[0].size > +says.dataset.most;
  input.addEventListener("change", () => (says.textContent = tooBig() ? says.dataset.big : ""));
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (tooBig()) says.textContent = says.dataset.big;
    else sendIt(form, event.submitter || find("button[type=submit]", form), says);
  });
});
