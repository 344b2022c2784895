/** Asks the index of a site in a folder: queries as a JSON list on standard input → for each what was found. */
import { readFileSync } from "node:fs";
import { parsed } from "../../templates/scripts/clauses.mjs";
import page from "./page.mjs";

[page.folder] = process.argv.slice(2);
const { load } = await import("../../templates/scripts/loading.mjs");
const { ask, near } = await import("../../templates/scripts/ranking.mjs");

let loaded = [];
const { append } = document.head;
document.head.append = (script) => {
  loaded.push(script.src.split("/search/")[1]);
  append(script);
};

const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  loaded = [];
  const { hits, missing, everywhere, cut } = await ask(parsed(query));
  const asked = [...loaded];
  const found = [];
  for (const { speech, passage, score } of [...hits].sort((a, b) => b.score - a.score)) {
    const size = (await load("facets", "")).block.addresses;
    found.push([(await load("addresses", `${Math.floor(speech / size)}`)).split(" ")[speech % size], passage, score]);
  }
  answers.push({ hits: found, missing, everywhere, cut, near: await Promise.all(missing.map(near)), loaded: asked });
}
process.stdout.write(JSON.stringify(answers));
