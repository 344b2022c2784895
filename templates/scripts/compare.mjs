/** On the page that sets two years of an occasion side by side: any other two, chosen in a list or named in the address
 * (`?first=2018&second=2021`). */

import { opened } from "./opening.mjs";

const status = /** @type {HTMLElement} */ (document.querySelector(".compare .status"));
const selects = /** @type {HTMLSelectElement[]} */ (Array.from(document.querySelectorAll(".compare select")));

/** A text of another page, with links that lead where they did, and without anchors. @param {Contents} contents */
const bodyOf = ({ body, url }) => {
  const made = /** @type {HTMLElement} */ (new DOMParser().parseFromString(body, "text/html").body.firstElementChild);
  made.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  for (const name of ["href", "src"]) {
    made.querySelectorAll(`[${name}]`).forEach((part) => part.setAttribute(name, new URL(`${part.getAttribute(name)}`, url).href));
  }
  return made;
};

/** Show the year that is chosen on one side. @param {HTMLSelectElement} select */
const show = async (select) => {
  const side = /** @type {HTMLElement} */ (select.closest(".text"));
  const url = new URL(select.value, location.href).href;
  side.ariaBusy = "true";
  try {
    const contents = await opened(url);
    if (url !== new URL(select.value, location.href).href) return; // another was chosen in the meantime
    const link = /** @type {HTMLAnchorElement} */ (side.querySelector(".title a"));
    Object.assign(link, { href: url, textContent: contents.title });
    /** @type {HTMLElement} */ (side.querySelector(".when")).textContent = contents.date;
    side.querySelector(".body")?.replaceWith(bodyOf(contents));
    side.ariaLabel = select.selectedOptions[0].text;
    /** @type {HTMLElement} */ (document.querySelector("h1")).textContent = selects.map(({ selectedOptions: [option] }) => option.text).join(" · ");
    status.textContent = "";
  } catch {
    status.textContent = `${status.dataset.failed}`;
  }
  side.ariaBusy = null;
};

const asked = new URLSearchParams(location.search);
for (const select of selects) {
  const own = select.value;
  const wanted = Array.from(select.options).find(({ dataset }) => dataset.year === asked.get(select.name));
  if (wanted) select.value = wanted.value;
  if (select.value !== own) show(select);
  select.hidden = false;
  select.addEventListener("change", () => {
    const years = selects.map(({ name, selectedOptions: [{ dataset }] }) => [name, `${dataset.year}`]);
    history.replaceState(null, "", `?${new URLSearchParams(years)}`);
    show(select);
  });
}
