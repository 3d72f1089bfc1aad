// Sass to CSS, then two changes that GOV.UK Frontend has no setting for: its colours become our tokens, and
// left/right become start/end, so that right-to-left pages need no second stylesheet.
import { compile, Logger } from "sass";

const tokens = {
  brand: "go", text: "ink", "template-background": "paper", "body-background": "card", "print-text": "ink",
  "secondary-text": "soft", focus: "focus", "focus-text": "on-focus", error: "stop", success: "go",
  border: "line", "input-border": "edge", hover: "line", link: "sky", "link-visited": "sky", "link-hover": "ink",
  "link-active": "ink", "surface-background": "card", "surface-text": "ink", "surface-border": "line",
};

const logical = [
  [/\b(margin|padding)-left\b/g, "$1-inline-start"],
  [/\b(margin|padding)-right\b/g, "$1-inline-end"],
  [/\bborder-left(-width|-style|-color)?\b/g, "border-inline-start$1"],
  [/\bborder-right(-width|-style|-color)?\b/g, "border-inline-end$1"],
  [/([;{\s])left:/g, "$1inset-inline-start:"],
  [/([;{\s])right:/g, "$1inset-inline-end:"],
  [/text-align:\s*left/g, "text-align:start"],
  [/text-align:\s*right/g, "text-align:end"],
  [/float:\s*left/g, "float:inline-start"],
  [/float:\s*right/g, "float:inline-end"],
];

function withTokens(text) {
  return text.replace(/var\(--govuk-([a-z-]+)-colour, ?(?:#[0-9a-fA-F]{3,8}|[a-z]+)\)/g, (whole, name) => {
    if (!tokens[name]) throw new Error(`no token for GOV.UK Frontend's colour "${name}"`);
    return `var(--${tokens[name]})`;
  });
}

// The same family and smoothing are repeated at each GOV.UK rule: the body says them once.
const inherited = [
  /font-family:-apple-system[^;}]*;?/g,
  /-webkit-font-smoothing:antialiased;?/g,
  /-moz-osx-font-smoothing:grayscale;?/g,
  /@media print\{[^{}]*\{font-family:sans-serif\}\}/g,
  /@media print\{[^{}]*\{color:[^}]*\}\}/g,
];

export function css(path) {
  let text = compile(path, { style: "compressed", charset: false, quietDeps: true, logger: Logger.silent }).css;
  text = withTokens(text);
  for (const pattern of inherited) text = text.replace(pattern, "");
  for (const [from, to] of logical) text = text.replace(from, to);
  return text.replace(/[^{}]+\{\}/g, "").trim() + "\n";
}
