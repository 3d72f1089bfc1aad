// Quiet time: two minutes before signing out we ask; what was typed is kept either way. Typing is not quiet, so
// it tells the server now and then that somebody is here. Other open pages of this place are told as well.
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
  // By the clock and not by a timer's count: a phone sleeps in a pocket.
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
