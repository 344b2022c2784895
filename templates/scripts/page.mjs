/** The page of a speech → its passages, as the index counts them. */

const WITHIN_WORDS = /^(a|abbr|b|bd[io]|cite|code|del|dfn|em|i|ins|kbd|mark|[qsu]|samp|small|span|strong|var|wbr)$/;

/** What a page holds. A passage ends where its number stands; the first is what heads the page.
 * @param {Document} page @returns {Contents} */
export const contentsOf = (page) => {
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
  const body = page.querySelector(".speech .body")?.outerHTML ?? "";
  return { title: texts("h1")[0], date: texts(".facts .when")[0], labels: texts(":is(.kicker, .facts a)"), heading: texts(":is(h1, .kicker, .facts li)"), lang, dir, url: "", body, passages };
};
