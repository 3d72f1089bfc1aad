// What somebody writes down for a young person is kept while they write: every twenty seconds, and when the
// page is left for another app or put to sleep. Not while it is being sent: the server lets a kept one go then.
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
