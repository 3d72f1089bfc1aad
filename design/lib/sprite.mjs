// One file of <symbol>s for each kind of page. Drawings are cleaned by svgo, recoloured to our palette, and their
// black lines follow the text (var(--ink)) and white the card, so that they are seen on dark ground too.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { optimize } from "svgo";

const palette = {
  "#000": "var(--ink)", "#000000": "var(--ink)", black: "var(--ink)", "#3f3f3f": "#4a4f6d",
  "#fff": "var(--card)", "#ffffff": "var(--card)", "#fcea2b": "#ffd166", "#f1b31c": "#e8a93a", "#a57939": "#c9935a",
  "#92d3f5": "#a9c8f5", "#61b2e4": "#6f9fe0", "#1e50a0": "#2456a6", "#ea5a47": "#d9657f", "#d22f27": "#b83a63",
  "#b1cc33": "#8fcabf", "#5c9e31": "#3f9389", "#186648": "#0b5f5a", "#e27022": "#d9803f", "#f4aa41": "#f2b155",
};

function clean(text, precision) {
  return optimize(text, {
    multipass: true,
    floatPrecision: precision,
    plugins: [
      { name: "preset-default", params: { overrides: { convertColors: { shortname: false }, collapseGroups: true } } },
      "removeDimensions",
      { name: "removeAttrs", params: { attrs: ["svg:id", "class", "id", "stroke-miterlimit", "data-.*"] } },
      "convertStyleToAttrs",
    ],
  }).data;
}

// steady: the same colours by day and night, for drawings that lie on a white card of their own.
function recolour(text, line, steady) {
  const ours = (colour) => palette[colour.toLowerCase()] ?? colour;
  const fixed = (colour) => ours(colour).replace("var(--ink)", "#1f2340").replace("var(--card)", "#fff");
  return text
    .replace(/(fill|stroke)="(#[0-9a-fA-F]{3,6}|black)"/g, (_, what, colour) => `${what}="${steady ? fixed(colour) : ours(colour)}"`)
    .replace(/stroke-width="2"/g, `stroke-width="${line}"`);
}

function symbol(id, text) {
  const [, attrs, inside] = text.match(/<svg([^>]*)>([\s\S]*)<\/svg>/);
  if (/\b(id|style|class)=/.test(inside)) throw new Error(`${id}: an id, style or class is left in it`);
  return `<symbol id="${id}"${attrs.replace(/ xmlns(:\w+)?="[^"]*"/g, "").replace(/ (width|height)="[^"]*"/g, "")}>${inside}</symbol>`;
}

// Letters of a drawing that is small enough for the file that every page asks for.
const FEW = 600;

const sheet = (symbols) => `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;

export function sprites(here) {
  const read = (...path) => readFileSync(join(here, ...path), "utf8");
  const { openmoji, lucide, view } = JSON.parse(read("pictures.json"));
  const emoji = (id, code, line, steady) => {
    const drawing = recolour(clean(read("node_modules", "openmoji", "color", "svg", `${code}.svg`), 1), line, steady);
    // What has no fill of its own is black by SVG's rule: it must follow the text as well.
    return symbol(id, drawing.replace("<svg ", `<svg fill="${steady ? "#1f2340" : "var(--ink)"}" `));
  };
  const own = readdirSync(join(here, "own", "pictures")).filter((name) => name.endsWith(".svg")).sort();
  const pictures = [
    ...own.map((name) => symbol(name.slice(0, -4), clean(read("own", "pictures", name), 2))),
    // view: OpenMoji leaves a wide edge round some drawings; ours lie close together.
    ...Object.entries(openmoji).map(([id, code]) => emoji(id, code, "2.6").replace('viewBox="0 0 72 72"', `viewBox="${view[id]}"`)),
  ];
  return {
    "pictures.svg": sheet(pictures),
    // What a page asks for. The large drawings are few on a page and are put into it: to read a file with all of
    // them keeps a slow phone busy for longer than it may be.
    "few.svg": sheet(pictures.filter((one) => one.length <= FEW)),
    "words.svg": sheet(Object.entries(JSON.parse(read("words.json"))).map(([id, word]) => emoji(id, word.openmoji, "2.5", true))),
    "icons.svg": sheet(lucide.map((id) => symbol(id, clean(read("node_modules", "lucide-static", "icons", `${id}.svg`), 2)))),
  };
}
