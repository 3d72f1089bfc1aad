// A list of links by keyboard: with the focus inside it, j goes to the next and k to the one before.
// Only inside, so that no letter is taken from anybody who types or speaks.
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
