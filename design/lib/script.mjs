// Joins the parts of a script in one function of its own, without comment lines and indents.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function script(folder, names) {
  const lines = names
    .flatMap((name) => readFileSync(join(folder, `${name}.js`), "utf8").split("\n"))
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("//"));
  return `(()=>{"use strict";\n${lines.join("\n")}\n})();\n`;
}
