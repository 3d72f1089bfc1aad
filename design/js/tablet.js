// A shared tablet: when nobody has touched it for two minutes (after sending: twenty seconds) it starts again, so that
// the next person meets nothing of the one before. Typing and touching count; without scripts the page does it by itself.
const start = document.querySelector('meta[name="tablet"]');
if (start) {
  const wait = document.querySelector("form") ? 120000 : 20000;
  let last = Date.now();
  const here = () => (last = Date.now());
  ["input", "pointerdown", "keydown"].forEach((kind) => addEventListener(kind, here, { passive: true }));
  setInterval(() => Date.now() - last >= wait && location.replace(start.content), 1000);
}
