/** The page of a speech: its passages for a search that asks for them, and the words that its reader looked for. */

const WITHIN_WORDS = /^(a|abbr|b|bd[io]|cite|code|del|dfn|em|i|ins|kbd|mark|[qsu]|samp|small|span|strong|var|wbr)$/;

/** What a page holds. A passage ends where its number stands; the first is what heads the page.
 * @param {Document} page @returns {Contents} */
const contentsOf = (page) => {
  const texts = (/** @type {string} */ which) => Array.from(page.querySelectorAll(`.speech > header ${which}`), ({ textContent }) => `${textContent}`.trim());
  /** @type {Passage[]} */
  const passages = [{ text: "", anchor: "", nodes: [] }, { text: "", anchor: "", nodes: [] }];
  const walk = (/** @type {Node} */ parent) => parent.childNodes.forEach((node) => {
    const passage = passages[passages.length - 1];
    if (node.nodeType === Node.TEXT_NODE) {
      passage.nodes.push({ node, start: passage.text.length });
      passage.text += node.nodeValue;
    } else if (/** @type {Element} */ (node).className === "n") {
      passage.anchor = /** @type {Element} */ (node).getAttribute("href") ?? "";
      passages.push({ text: "", anchor: "", nodes: [] });
    } else {
      const isWithin = WITHIN_WORDS.test(node.nodeName.toLowerCase());
      passage.text += isWithin ? "" : " ";
      walk(node);
      passages[passages.length - 1].text += isWithin ? "" : " ";
    }
  });
  page.querySelectorAll(".speech .body").forEach(walk);
  const { lang, dir } = page.documentElement;
  return { title: texts("h1")[0], date: texts(".facts li")[0], labels: texts(".kicker, .facts a"), lang, dir, url: "", passages };
};

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
if (parent !== window) {
  const { passages, ...others } = contentsOf(document);
  parent.postMessage({ ...others, passages: passages.map((passage) => ({ ...passage, nodes: [] })) }, "*");
} else if (query && document.querySelector(".speech")) {
  const scripts = ["tables", "folding", "clauses"].map((name) => {
    const script = document.createElement("script");
    script.src = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace("page.js", `${name}.js`);
    script.async = false;
    return script;
  });
  scripts[2].onload = () => show(query);
  document.head.append(...scripts);
}
