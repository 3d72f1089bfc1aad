// Leave quickly: the page is gone at once, also with no connection; then the draft is kept, we sign out, and go.
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
  // Esc three times within two seconds of each other does the same.
  let presses = 0;
  let before = 0;
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = event.timeStamp - before < 2000 ? presses + 1 : 1;
    before = event.timeStamp;
    if (presses > 2) leave();
  }, true);
}
// Back must show nothing: a page taken out of the browser's memory is hidden and asked for again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  doc.documentElement.hidden = true;
  location.reload();
});
