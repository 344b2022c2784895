/** Quoting: a passage's words with who said them, when and where, or its link, for the clipboard or the system's share sheet. */

/** The text of a template's attribute with its places filled. @param {string} text @param {Record<string, string>} values */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** Where the page lives, without what was looked for. */
const page = () => /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href ?? location.href.replace(/[?#].*/, "");

/** Put a text on the clipboard; a page that came over plain http has no other way than the old one. @param {string} text */
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
};

/** The words before a passage's number, without notes and time codes. @param {Element} number */
export const wordsOf = (number) => {
  const range = new Range();
  range.setStart(/** @type {Element} */ (number.parentElement), 0);
  range.setEndBefore(number);
  const words = range.cloneContents();
  words.querySelectorAll("sup, .time-code").forEach((part) => part.remove());
  return `${words.textContent}`.replace(/\s+/g, " ").trim();
};

/** Offer to quote the passages of this page. @param {HTMLTemplateElement} template */
export const quoting = (template) => {
  const bar = /** @type {HTMLElement} */ (template.content.firstElementChild);
  const status = /** @type {HTMLElement} */ (bar.querySelector("[role=status]"));
  const { words = "", citation = "", copied = "" } = template.dataset;
  /** @param {Element} number */
  const linkOf = (number) => page() + number.getAttribute("href");
  /** @param {Element} number */
  const quoted = (number) => `${filled(words, { words: wordsOf(number) })}\n${citation}\n${linkOf(number)}`;
  /** @type {Element | undefined} */
  let offered;

  /** @param {Element | null | undefined} number */
  const offer = (number) => {
    if (!number || number === offered) return;
    offered = number;
    status.textContent = "";
    number.after(bar);
  };
  /** The number of the passage that an event is in. @param {Event} event */
  const numberOf = ({ target }) => /** @type {Element} */ (target).closest(".body :has(> .n)")?.querySelector(":scope > .n");

  const body = /** @type {HTMLElement} */ (document.querySelector(".speech .body"));
  const wide = matchMedia("(min-width: 76.1rem)");
  body.addEventListener("pointerover", (event) => { if (wide.matches && event.pointerType === "mouse") offer(numberOf(event)); });
  body.addEventListener("focusin", (event) => offer(numberOf(event)));
  body.addEventListener("click", (event) => { if (getSelection()?.isCollapsed) offer(numberOf(event)); });

  /** @type {Record<string, (number: Element) => Promise<void>>} */
  const actions = {
    citation: (number) => copy(quoted(number)),
    link: (number) => copy(linkOf(number)),
    share: (number) => navigator.share({ title: document.title, text: quoted(number) }),
  };
  bar.addEventListener("click", async ({ target }) => {
    const what = /** @type {Element} */ (target).closest("button")?.value ?? "";
    if (!(what in actions) || !offered) return;
    await actions[what](offered);
    status.textContent = what === "share" ? "" : copied;
  });
  /** @type {HTMLElement} */ (bar.querySelector("[value=share]")).hidden = !("share" in navigator);

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!selection?.rangeCount || !event.clipboardData) return;
    const range = selection.getRangeAt(0);
    const numbers = Array.from(body.querySelectorAll(".n")).filter(({ parentElement }) => parentElement && range.intersectsNode(parentElement));
    if (numbers.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", `${selection}\n\n${citation}\n${linkOf(numbers[0])}`);
  });
};
