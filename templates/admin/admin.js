// Starts the editor of /admin/ with the settings that the build wrote beside it.

import CMS from "./sveltia/index.js";
import * as yaml from "./yaml/index.js";
import { formatOf } from "./front-matter.js";

const { cms, yaml: inYaml, offered } = await (await fetch("config.json")).json();
const fields = cms.collections[0].fields.filter(({ name }) => name !== "body");
CMS.registerCustomFormat("speech", "md", formatOf(yaml, fields, new Set(inYaml)));
CMS.init({ config: { ...cms, load_config_file: false } });

// The labels in use, offered below the fields that take any label: the editor itself knows fixed choices alone.
for (const [name, labels] of Object.entries(offered)) {
  const list = document.createElement("datalist");
  list.id = `offered-${name}`;
  list.append(...labels.map((label) => Object.assign(document.createElement("option"), { value: label })));
  document.body.append(list);
}
new MutationObserver(() => {
  for (const name of Object.keys(offered)) {
    for (const input of document.querySelectorAll(`section[data-key-path="${name}"] input:not([list])`)) {
      input.setAttribute("list", `offered-${name}`);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
