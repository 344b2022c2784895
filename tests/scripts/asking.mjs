/** Asks the index of a site in a folder: queries as a JSON list on standard input → for each what was found. */
import { existsSync, readFileSync } from "node:fs";
import vm from "node:vm";
import { plain, scripts } from "./context.mjs";

const [folder] = process.argv.slice(2);
const loads = new Map();

const load = async (kind, key, name = key) => {
  const file = `${folder}/search/${kind}${name && "/"}${name}.js`;
  if (!existsSync(file)) throw new Error(file);
  const take = (itsKind, itsKey, data) => loads.set(`${itsKind} ${itsKey}`, data);
  if (!loads.has(`${kind} ${key}`)) vm.runInNewContext(readFileSync(file, "utf8"), { rostra: { take } });
  return loads.get(`${kind} ${key}`);
};

const script = scripts(["tables", "folding", "clauses", "index", "ranking"], load);
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  loads.clear();
  const outcome = await script("ask")(script("parsed")(query));
  const hits = [];
  for (const { speech, passage, score } of [...outcome.hits].sort((a, b) => b.score - a.score)) {
    const size = (await load("facets", "")).block.addresses;
    hits.push([(await load("addresses", `${Math.floor(speech / size)}`)).split(" ")[speech % size], passage, score]);
  }
  const near = await Promise.all(outcome.missing.map(script("near")));
  answers.push({ ...plain(outcome), hits, near, loaded: [...loads.keys()] });
}
process.stdout.write(JSON.stringify(answers));
