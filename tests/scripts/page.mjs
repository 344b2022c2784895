/** What of a browser's page the scripts need to load the index: `folder` holds the site. */
import { readFileSync } from "node:fs";
import vm from "node:vm";

const page = { folder: "" };
export default page;

globalThis.document = {
  querySelector: () => ({ src: `file://${page.folder}/static/search.0.js` }),
  createElement: () => ({}),
  head: { append: ({ src }) => vm.runInThisContext(readFileSync(new URL(src), "utf8")) },
};
