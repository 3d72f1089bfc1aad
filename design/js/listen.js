// Reads the page aloud, sentence by sentence, with a voice of the device itself: one that asks a service in the net is
// never used. Without such a voice in the page's language there is no button. Small children's pages mark what is
// read (data-say); on all others it is what the page says, in its order, but for words that open a door.
const listen = find("[data-listen]");
const speech = window.speechSynthesis;
if (listen && speech && "SpeechSynthesisUtterance" in window) {
  const language = doc.documentElement.lang;
  const voice = () =>
    speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language.slice(0, 2).toLowerCase()));
  const label = find("span", listen);
  const words = label ? label.textContent : listen.getAttribute("aria-label");
  const name = (text) => (label ? (label.textContent = text) : listen.setAttribute("aria-label", text));
  const blocks = "h1,h2,h3,p,li,legend,label,dt,dd,button,summary,figcaption,th,td,.tile strong,.tile strong + span,a";
  const silent = "[data-unsaid],.pic--word~*,.code-words,[hidden],[aria-hidden=true],template,textarea,select,dialog,.govuk-visually-hidden";
  const marks = "highlights" in CSS && window.Highlight ? CSS.highlights : null;
  const cut = (text) =>
    Intl.Segmenter
      ? Array.from(new Intl.Segmenter(language, { granularity: "sentence" }).segment(text), (one) => one.segment)
      : text.match(/[^.?!\u061f]+[.?!\u061f]*\s*/g) || [];

  // The text of the page by blocks: each a list of text nodes.
  const shown = () => {
    const found = [];
    const marked = doc.querySelectorAll("[data-say]");
    (marked.length ? marked : doc.querySelectorAll(".hero,#main")).forEach((root) => {
      const walk = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const inside = walk.currentNode.parentElement;
        if (inside.closest(silent) || !inside.getClientRects().length) continue;
        const block = inside.closest(blocks) || inside;
        const last = found[found.length - 1];
        if (last && last.block === block) last.nodes.push(walk.currentNode);
        else found.push({ block, nodes: [walk.currentNode] });
      }
    });
    return found;
  };
  // Where a place in the joined text lies.
  const place = (nodes, at) => {
    let node = nodes[0];
    for (node of nodes) {
      if (at <= node.length) break;
      at -= node.length;
    }
    return [node, Math.min(at, node.length)];
  };
  const sentences = () => {
    const found = [];
    shown().forEach(({ block, nodes }) => {
      let at = 0;
      cut(nodes.map((node) => node.data).join("")).forEach((text) => {
        const range = doc.createRange();
        range.setStart(...place(nodes, at + text.length - text.trimStart().length));
        range.setEnd(...place(nodes, at + text.trimEnd().length));
        at += text.length;
        if (/[\p{L}\p{N}]/u.test(text)) found.push({ block, range, text: text.trim().replace(/\s+/g, " ") });
      });
    });
    return found;
  };

  let said = [];
  const unmark = () => {
    if (marks) marks.delete("read");
    every(".is-read", (one) => one.classList.remove("is-read"));
  };
  const mark = ({ block, range }) => {
    unmark();
    if (marks) marks.set("read", new Highlight(range));
    else block.classList.add("is-read");
    const box = range.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight) block.scrollIntoView({ block: "center" });
  };
  const stop = () => {
    said = [];
    speech.cancel();
    unmark();
    name(words);
  };
  const start = () => {
    speech.cancel();
    const all = sentences();
    said = all.map((one, number) => {
      const part = new SpeechSynthesisUtterance(one.text);
      part.voice = voice();
      part.lang = language;
      part.rate = 0.9;
      part.onstart = () => said.length && mark(one);
      part.onend = () => number === all.length - 1 && said.length && stop();
      return part;
    });
    name(listen.dataset.stop);
    said.forEach((part) => speech.speak(part));
  };
  const offer = () => (listen.hidden = !voice());
  offer();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  listen.addEventListener("click", () => (said.length ? stop() : start()));
  addEventListener("pagehide", stop);
}
