// What axe's rules look at, as text: elements, their attributes and state, and where there is text. Not what the
// text says, numbers and ids, and where links lead: two people's pages of a kind are alike.
() => {
  const SAYS = new Set(["alt", "aria-label", "title", "placeholder", "value", "content"]);
  const LEADS = new Set(["href", "src", "srcset", "action", "formaction"]);
  const told = (name, value) => {
    if (LEADS.has(name)) return value.startsWith("#") ? "#" : "/";
    if (SAYS.has(name)) return value.trim() ? "x" : "";
    return value.replace(/[0-9a-f]{8,}|\d+/g, "0");
  };
  const of = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "x" : "";
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const attributes = [...node.attributes].map((one) => `${one.name}=${told(one.name, one.value)}`).sort();
    const state = [node.checked, node.disabled, node.open, node.hidden, node.selected, Boolean(node.value)];
    return `<${node.localName} ${attributes} ${state}>${[...node.childNodes].map(of).join("")}</>`;
  };
  return `${window.innerWidth} ${of(document.documentElement)}`;
};
