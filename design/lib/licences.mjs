// Says whose pictures and styles are in static/, and what was changed in them.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function licences(here) {
  const versions = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).devDependencies;
  return `# Licences of what is in this folder

Built from \`design/\`; do not edit by hand.

- \`pictures.svg\` and \`words.svg\`: drawings from [OpenMoji](https://openmoji.org) ${versions.openmoji}, the open-source emoji
  and icon project, licence [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/). Changed: joined into one file,
  made smaller, recoloured, lines thickened and following the colour of the text. The two files are shared under the same licence.
  The faces, hills and plain shapes in \`pictures.svg\` were drawn for this project and are shared under it too.
- \`icons.svg\`: [Lucide](https://lucide.dev) ${versions["lucide-static"]}, ISC licence. Copyright (c) Lucide Icons and contributors; parts from
  Feather, MIT licence, copyright (c) Cole Bemis.
- \`young.css\` and \`staff.css\` contain parts of [GOV.UK Frontend](https://frontend.design-system.service.gov.uk) ${versions["govuk-frontend"]},
  MIT licence, copyright (c) Crown Copyright (Government Digital Service). Neither its typeface nor the crown is used.
- Everything else: the licence of this project.
`;
}
