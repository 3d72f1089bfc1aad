// Passwords can be looked at where scripts run; a pressed button is not pressed twice; mistakes are gone to.
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
  // Sent hidden, so that no browser offers to remember it as plain text.
  if (input.form) input.form.addEventListener("submit", () => turn("password"));
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 1;
  setTimeout(() => delete form.dataset.sent, 5000);
});
// What is being made shows how far it is, unless somebody has begun to type.
const making = document.querySelector("[data-reload]");
if (making) {
  const soon = setTimeout(() => location.reload(), making.dataset.reload * 1000);
  document.addEventListener("input", () => clearTimeout(soon));
}
