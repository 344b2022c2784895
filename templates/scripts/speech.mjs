/** On the page of a speech: hands its passages to a search that asks for them, marks the words that its reader looked for,
 * offers to quote, and sets notes beside the text. */

import { marks, parsed } from "./clauses.mjs";
import { contentsOf } from "./page.mjs";
import { noting } from "./noting.mjs";
import { quoting } from "./quoting.mjs";

/** Mark in a page's text what its reader looked for. @param {string} query */
const show = (query) => {
  const clauses = parsed(query);
  const ranges = contentsOf(document).passages.flatMap(({ text, nodes }) => nodes.length ? marks(text, clauses).map((ends) => {
    const range = new Range();
    const [from, to] = ends.map((end, at) => nodes.findLast(({ start }) => start < end + 1 - at) ?? nodes[0]);
    range.setStart(from.node, ends[0] - from.start);
    range.setEnd(to.node, ends[1] - to.start);
    return range;
  }) : []);
  CSS.highlights?.set("found", new Highlight(...ranges));
};

const query = new URLSearchParams(location.search).get("q");
const template = document.querySelector("template");
if (parent !== window) {
  const { passages, ...others } = contentsOf(document);
  parent.postMessage({ ...others, passages: passages.map((passage) => ({ ...passage, nodes: [] })) }, "*");
} else {
  if (query) show(query);
  if (template) quoting(template);
  const notes = document.querySelector(".body .footnote");
  if (notes) noting(/** @type {HTMLElement} */ (notes.closest(".body")), /** @type {HTMLElement} */ (notes));
}
