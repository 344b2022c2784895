/** The scripts of the search as a browser has them: classic scripts that share one scope. */
import { readFileSync } from "node:fs";
import vm from "node:vm";

const SCRIPTS = new URL("../../templates/static/search/", import.meta.url);

/** What `expression` is worth where the scripts `names` have run; `load` stands for the one of the page. */
export const scripts = (names, load) => {
  const context = vm.createContext({ load });
  for (const name of names) vm.runInContext(readFileSync(new URL(`${name}.js`, SCRIPTS), "utf8"), context, { filename: `${name}.js` });
  return (expression) => vm.runInContext(expression, context);
};

/** What is equal in another context, whose arrays have another prototype. */
export const plain = (value) => JSON.parse(JSON.stringify(value));
