// Builds ../static from the sources here; with --check says which committed file differs and exits 1.
// Everything is made in memory first, so a failed build leaves nothing half-written.
import { readFileSync, writeFileSync, existsSync, mkdirSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { css } from "./lib/css.mjs";
import { script } from "./lib/script.mjs";
import { sprites } from "./lib/sprite.mjs";
import { licences } from "./lib/licences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static");

// What a young person's first visit may weigh, in bytes after brotli.
const budgets = { "young.css": 7168, "young.js": 3072, "few.svg": 4096, "pictures.svg": 8192, "play.css": 8192, "records.css": 7936, "story.css": 7936, "letters.css": 7168, "survey.css": 7936, "board.js": 2560, "files.css": 7680, "files.js": 3072, "words.svg": 40960 };

function build() {
  return {
    "young.css": css(join(here, "scss", "young.scss")),
    "play.css": css(join(here, "scss", "play.scss")),
    "records.css": css(join(here, "scss", "records.scss")),
    "story.css": css(join(here, "scss", "story.scss")),
    "letters.css": css(join(here, "scss", "letters.scss")),
    "survey.css": css(join(here, "scss", "survey.scss")),
    "agreed.css": css(join(here, "scss", "agreed.scss")),
    "staff.css": css(join(here, "scss", "staff.scss")),
    "young.js": script(join(here, "js"), ["young-start", "leave", "quiet", "line", "listen"]),
    "board.js": script(join(here, "js"), ["board"]),
    "files.css": css(join(here, "scss", "files.scss")),
    "files.js": script(join(here, "js"), ["files-upload", "files-record", "files-draw"]),
    "tablet.js": script(join(here, "js"), ["tablet"]),
    "copy.js": script(join(here, "js"), ["copy"]),
    "letter.js": script(join(here, "js"), ["letter"]),
    "reading.js": script(join(here, "js"), ["reading"]),
    "sort.js": script(join(here, "js"), ["sort"]),
    "staff.js": script(join(here, "js"), ["staff", "staff-keep", "rows"]),
    ...sprites(here),
    "favicon.svg": readFileSync(join(here, "own", "favicon.svg"), "utf8").trim() + "\n",
    "LICENCES.md": licences(here),
  };
}

const weight = (text) => brotliCompressSync(Buffer.from(text)).length;
const files = build();
let wrong = 0;
const report = (line) => {
  wrong += 1;
  console.error(line);
};

for (const [name, most] of Object.entries(budgets)) {
  const bytes = weight(files[name]);
  if (bytes > most) report(`${name}: ${bytes} bytes compressed, more than the ${most} it may weigh`);
}

if (process.argv.includes("--check")) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(target, name);
    const was = existsSync(path) ? readFileSync(path, "utf8") : null;
    if (was === null) report(`static/${name}: missing. Run "npm run build" in design/ and commit it.`);
    else if (was !== text) report(`static/${name}: differs from its source. Run "npm run build" in design/ and commit it.`);
  }
} else {
  mkdirSync(target, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(target, name), text);
    console.log(`${name.padEnd(14)} ${String(text.length).padStart(7)} bytes ${String(weight(text)).padStart(6)} compressed`);
  }
}
process.exit(wrong ? 1 : 0);
