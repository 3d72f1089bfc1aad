// A box is drawn on the page's picture with the mouse or a finger, and changed with the keys; words that are marked
// are turned into the choice of words. Whatever is done here fills in the page's own form, which works without it.
const doc = document;
const find = (what) => doc.querySelector(what);
const leaf = find("[data-leaf] svg");
const form = find(".cover-form");
const field = find("[data-drawn]");
const press = (what) => {
  const there = find(what);
  if (there) there.click();
};
const typing = (element) => /^(input|textarea|select|button|summary|a)$/i.test(element.tagName);
if (leaf && form && field) {
  const [, , wide, tall] = leaf.getAttribute("viewBox").split(" ").map(Number);
  const boxes = [];
  let now = null;
  find("[data-keys]").hidden = false;
  leaf.classList.add("leaf--draw");
  leaf.setAttribute("tabindex", "0");

  const within = (value) => Math.min(1, Math.max(0, value));
  const pending = find("[data-pending]");
  const tell = () => {
    pending.textContent = boxes.length ? pending.dataset.words.replace("{n}", boxes.length) : "";
    field.value = boxes.map((box) => [box.x0, box.y0, box.x1, box.y1].map((n) => n.toFixed(4)).join(",")).join(";");
  };
  const lay = (box) => {
    const [x0, x1] = [Math.min(box.x0, box.x1), Math.max(box.x0, box.x1)];
    const [y0, y1] = [Math.min(box.y0, box.y1), Math.max(box.y0, box.y1)];
    box.rect.setAttribute("x", x0 * wide);
    box.rect.setAttribute("y", y0 * tall);
    box.rect.setAttribute("width", (x1 - x0) * wide);
    box.rect.setAttribute("height", (y1 - y0) * tall);
    tell();
  };
  const make = (x0, y0, x1, y1) => {
    const rect = doc.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", "leaf__new");
    leaf.append(rect);
    now = { x0, y0, x1, y1, rect };
    boxes.push(now);
    lay(now);
  };
  const drop = (box) => {
    box.rect.remove();
    boxes.splice(boxes.indexOf(box), 1);
    now = boxes[boxes.length - 1] || null;
    tell();
  };
  field.value.split(";").forEach((part) => {
    const four = part.split(",").map(Number);
    if (four.length === 4 && four.every(Number.isFinite)) make(...four);
  });

  const at = (event) => {
    const frame = leaf.getBoundingClientRect();
    return [within((event.clientX - frame.left) / frame.width), within((event.clientY - frame.top) / frame.height)];
  };
  let from = null;
  leaf.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = at(event);
    leaf.setPointerCapture(event.pointerId);
    event.preventDefault();
    leaf.focus({ preventScroll: true });
    make(...from, ...from);
  });
  leaf.addEventListener("pointermove", (event) => {
    if (!from) return;
    [now.x1, now.y1] = at(event);
    lay(now);
  });
  const end = () => {
    if (from && Math.min(Math.abs(now.x1 - now.x0), Math.abs(now.y1 - now.y0)) < 0.004) drop(now);
    from = null;
  };
  leaf.addEventListener("pointerup", end);
  leaf.addEventListener("pointercancel", () => {
    if (from) drop(now);
    from = null;
  });

  const step = { ArrowLeft: [-0.005, 0], ArrowRight: [0.005, 0], ArrowUp: [0, -0.005], ArrowDown: [0, 0.005] };
  leaf.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (!now) make(0.4, 0.45, 0.6, 0.48);
      else if (form.querySelector("input[name=why]:checked")) form.requestSubmit();
      else form.querySelector("input[name=why]").focus();
    } else if (event.key === "Escape" && now) drop(now);
    else if (step[event.key] && now) {
      event.preventDefault();
      const [x, y] = step[event.key];
      if (!event.shiftKey) [now.x0, now.y0] = [within(now.x0 + x), within(now.y0 + y)];
      [now.x1, now.y1] = [within(now.x1 + x), within(now.y1 + y)];
      lay(now);
    }
  });

  // Words that are marked with the mouse or with Shift and the arrows.
  const [first, last] = ["first", "last"].map((name) => form.querySelector(`[name=${name}]`));
  doc.addEventListener("selectionchange", () => {
    const chosen = doc.getSelection();
    if (!first || chosen.isCollapsed || !chosen.anchorNode || !chosen.focusNode) return;
    const word = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-word]");
    const [one, other] = [word(chosen.anchorNode), word(chosen.focusNode)];
    if (!one || !other) return;
    const numbers = [one, other].map((span) => Number(span.dataset.word)).sort((a, b) => a - b);
    [first.value, last.value] = numbers;
  });
}
doc.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const done = find(".done-form button");
  if (event.key === "d" && done) done.focus();
  else if (event.key === "u") press("[data-newest]");
  else if (event.key === "n" || event.key === "p") press(`[data-key=${event.key}]`);
});
