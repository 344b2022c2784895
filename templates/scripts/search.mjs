/** The page that searches: what is typed → the passages that hold it, their years and facets; all of it in the address. */

import { holds, isRead, marks, parsed } from "./clauses.mjs";
import { words } from "./folding.mjs";
import { value } from "./index.mjs";
import { ROOT, load } from "./loading.mjs";
import { opened } from "./opening.mjs";
import { ask, near } from "./ranking.mjs";

/** @param {string} which @param {ParentNode} within @returns {any} */
const one = (which, within = document) => within.querySelector(which);
const clone = (/** @type {string} */ id) => one(`#${id}`).content.firstElementChild.cloneNode(true);
const form = one("form.query");
const [message, bars, list, moreButton, csvButton] = [".status", ".bars", ".hits", ".more", ".csv"].map((which) => one(`main ${which}`));
const selects = [...form.querySelectorAll("select[data-facet]")];
const A_PAGE = 10;
const A_LOOK = 60;
const AT_ONCE = 3; // so many pages are loaded before it is known whether they are in view
const EXCERPT = 600;

/** @param {number} number */
const shown = (number, useGrouping = true) => number.toLocaleString(document.documentElement.lang, { useGrouping });

/** A sentence of the page with values in it. @param {string} name @param {Record<string, string | number>} values */
const said = (name, values = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ key) => {
  const value = values[key];
  return typeof value === "number" ? shown(value) : value;
});

/** @type {Map<string, Promise<string[]>>} */
const blocks = new Map();

/** What the index knows of a speech by its number. @param {string} kind @param {number} speech */
const rowOf = async (kind, speech) => {
  const size = (await load("facets", "")).block[kind];
  const block = Math.floor(speech / size);
  const id = `${kind} ${block}`;
  if (!blocks.has(id)) blocks.set(id, load(kind, `${block}`).then((rows) => rows.split(" ")));
  return (await /** @type {Promise<string[]>} */ (blocks.get(id)))[speech % size];
};

/** The years of the calendar that the readers count by, where it is not the Gregorian. @type {Intl.DateTimeFormat | ""} */
const calendar = form.dataset.calendar &&
  new Intl.DateTimeFormat(`en-u-ca-${form.dataset.calendar}-nu-latn`, { year: "numeric", timeZone: "UTC" });

/** The reader's year of a day: `day` is 32 times its month and the day in it. @param {number} year @param {number} day */
const yearOf = (year, day) => {
  if (!calendar) return year;
  const parts = calendar.formatToParts(new Date(0).setUTCFullYear(year, (day >> 5) - 1, day & 31));
  return Number(parts.find(({ type }) => type === "year")?.value);
};

/** @param {number} speech @returns {Promise<Facts>} */
const factsOf = async (speech) => {
  const row = await rowOf("facets", speech);
  const date = value(row.slice(0, 4));
  let at = 4;
  const facets = (await load("facets", "")).columns.map((/** @type {Column} */ { name, width, values }) => [name, values[value(row.slice(at, at += width))]]);
  return { date, year: date && yearOf(value(row.slice(0, 2)) - 1000, value(row.slice(2, 4))), facets: Object.fromEntries(facets) };
};

const pages = new Map();

/** What the page of a speech holds. @param {number} speech @returns {Promise<Contents>} */
const pageOf = (speech) => {
  const read = async () => opened(new URL((await rowOf("addresses", speech)).slice(1) + (location.protocol === "file:" ? "index.html" : ""), ROOT).href);
  if (!pages.has(speech)) pages.set(speech, read());
  return pages.get(speech);
};

/** What is shown: what is asked for, all hits, those of the chosen year and facets that are left to be looked up, those
 * that hold the phrases, and how many are wanted.
 * @type {{ clauses: Clause[], hits: Hit[], left: Hit[], sure: Hit[], most: number }} */
let now;
let turn = 0;

/** Whether a hit is in the chosen year and facets, but for one of them. @param {Hit} hit @param {string} [but] */
const isChosen = (hit, but) => {
  const year = form.year.value;
  return (but === "year" || !year || `${hit.year}` === year) &&
    selects.every(({ value, name }) => but === name || !value || hit.facets[name].includes(value));
};

/** Ask the index, and show what it finds. */
const search = () => answer().catch(() => { message.textContent = said("failed"); });
const answer = async () => {
  const mine = ++turn;
  list.ariaBusy = "true";
  const asks = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  for (const name of [...asks.keys()]) if (!asks.get(name)) asks.delete(name);
  history.replaceState(null, "", `?${asks}`);
  const clauses = parsed(form.q.value);
  const { hits: found, missing, everywhere, cut } = await ask(clauses);
  const best = found.toSorted((a, b) => b.score - a.score).slice(0, AT_ONCE);
  if (mine === turn) best.forEach((hit) => pageOf(hit.speech)); // while their facts are loaded
  const speeches = [...new Set(found.map((hit) => hit.speech))];
  const facts = await Promise.all(speeches.map(factsOf));
  if (mine !== turn) return;
  const known = new Map(speeches.map((speech, at) => [speech, facts[at]]));
  const hits = found.map((hit) => ({ ...hit, .../** @type {Facts} */ (known.get(hit.speech)) }));
  const order = { newest: (/** @type {Hit} */ hit) => -hit.date, oldest: (/** @type {Hit} */ hit) => hit.date || Infinity };
  const first = order[/** @type {"newest"} */ (form.sort.value)] ?? ((/** @type {Hit} */ hit) => -hit.score);
  hits.sort((a, b) => first(a) - first(b) || b.date - a.date || a.speech - b.speech || a.passage - b.passage);
  const chosen = hits.filter((hit) => isChosen(hit));
  const isSure = !clauses.some(isRead);
  now = { clauses, hits, left: isSure ? [] : chosen, sure: isSure ? chosen : [], most: A_PAGE };
  list.replaceChildren();
  one(".near").replaceChildren();
  await more();
  if (mine !== turn) return;
  if (everywhere.length) message.textContent = `${now.sure.length ? message.textContent : ""} ${said("everywhere", { words: everywhere.join(", ") })}`;
  if (cut.length) message.append(` ${said("cut", { words: cut.join(", ") })}`);
  for (const word of missing) await suggest(word);
};

/** Show the hits that are wanted; phrases are looked up in the pages themselves. */
const more = async () => {
  const mine = turn;
  list.ariaBusy = "true";
  for (let looked = 0; now.left.length && now.sure.length < now.most && looked < A_LOOK; looked++) {
    now.left.slice(1, 4).forEach((hit) => pageOf(hit.speech));
    const { heading, passages } = await pageOf(now.left[0].speech);
    if (mine !== turn) return;
    const hit = /** @type {Hit} */ (now.left.shift());
    if (holds(hit.passage ? [passages[hit.passage]?.text ?? ""] : heading, heading, now.clauses)) now.sure.push(hit);
  }
  const { clauses, left, sure, most } = now;
  list.append(...sure.slice(list.children.length, most).map(item));
  const speeches = new Set(sure.map((hit) => hit.speech)).size;
  message.textContent = said(!clauses.length ? "begin" : left.length ? "sofar" : sure.length ? "found" : "none", { passages: sure.length, speeches, left: left.length });
  moreButton.hidden = !left.length && sure.length <= most;
  csvButton.hidden = !sure.length;
  count(clauses.some(isRead) ? sure : now.hits);
  list.ariaBusy = "false";
};

/** How often each value comes. @template T @param {T[]} values @returns {Map<T, number>} */
const counted = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** Show how many of the hits are in each year and of each facet. @param {Hit[]} hits */
const count = (hits) => {
  for (const { name, options } of selects) {
    const labels = counted(hits.filter((hit) => isChosen(hit, name)).flatMap((hit) => hit.facets[name]));
    for (const option of [...options].slice(1)) {
      option.text = `${option.dataset.label} (${shown(labels.get(option.value) ?? 0)})`;
      option.hidden = !labels.has(option.value) && !option.selected;
    }
  }
  const years = counted(hits.filter((hit) => hit.year && isChosen(hit, "year")).map((hit) => hit.year));
  const first = Math.min(...years.keys());
  const numbers = Array.from({ length: years.size && Math.max(...years.keys()) - first + 1 }, (_, at) => years.get(first + at) ?? 0);
  bars.replaceChildren(...numbers.map((number, at) => {
    const year = first + at;
    const isOn = form.year.value === `${year}`;
    const bar = clone("bar");
    const link = Object.assign(one("a", bar), { title: `${shown(year, false)}: ${shown(number)}`, ariaCurrent: isOn || null });
    link.href = `?${new URLSearchParams([...[...new URLSearchParams(location.search)].filter(([name]) => name !== "year"), ...(isOn ? [] : [["year", `${year}`]])])}`;
    link.dataset.year = isOn ? "" : year;
    one("svg", bar).setAttribute("height", number && Math.round(4 + 56 * number / Math.max(...numbers)));
    one(".year", bar).textContent = shown(year, false);
    one(".year", bar).classList.toggle("quiet", !isOn && year % (numbers.length > 24 ? 10 : numbers.length > 8 ? 5 : 1) > 0);
    return bar;
  }).reverse());
};

/** A text with what is asked for marked; of a long one the part around the first mark. @param {string} text */
const marked = (text) => {
  const spans = marks(text, now.clauses);
  const early = text.lastIndexOf(" ", (spans[0]?.[0] ?? 0) - EXCERPT / 3) + 1;
  let at = text.length > EXCERPT ? early : 0;
  const end = text.length > at + EXCERPT ? text.lastIndexOf(" ", at + EXCERPT) : text.length;
  /** @type {(string | Node)[]} */
  const pieces = [at ? "…" : ""];
  for (const [from, to] of spans.filter((span) => span[1] <= end)) {
    pieces.push(text.slice(at, from), Object.assign(document.createElement("mark"), { textContent: text.slice(from, to) }));
    at = to;
  }
  return [...pieces, text.slice(at, end), end < text.length ? "…" : ""];
};

/** A place in the list for a hit; but for the first few it is filled when it comes into view. @param {Hit} hit @param {number} at */
const item = (hit, at) => {
  const place = clone("hit");
  const fill = async () => {
    const { title, date, labels, passages, url, lang, dir } = await pageOf(hit.speech);
    const text = hit.passage ? passages[hit.passage]?.text ?? "" : "";
    for (const link of place.querySelectorAll("a")) link.href = linkTo(hit, passages, `${url}?q=${encodeURIComponent(form.q.value)}`);
    one(".date", place).textContent = date;
    one(".title a", place).replaceChildren(...marked(title));
    one(".facts", place).replaceChildren(...labels.flatMap((label) => {
      const span = document.createElement("span");
      span.append(...marked(label));
      return [span, " "]; // a line may break there
    }));
    if (text) one(".passage a", place).replaceChildren(...marked(text.trim()));
    else place.querySelector(".passage")?.remove();
    Object.assign(one("div", place), { lang, dir });
  };
  if (at < AT_ONCE) fill();
  else new IntersectionObserver(([{ isIntersecting }], observer) => {
    if (!isIntersecting) return;
    observer.disconnect();
    fill();
  }).observe(place);
  return place;
};

/** The address of a passage; what follows the last number has none of its own. @param {Hit} hit @param {Passage[]} passages @param {string} url */
const linkTo = ({ passage }, passages, url) => url + (passages[passage]?.anchor || passages[passage - 1]?.anchor || "");

/** Show words of the archive that are nearly this one. @param {string} word */
const suggest = async (word) => {
  const others = await near(word);
  one(".near").append(...others.flatMap((other, at) => {
    const query = form.q.value.split(/\s+/).map((/** @type {string} */ said) => words(said)[0] === word ? other : said).join(" ");
    return [at ? ", " : `${said("near")} `, Object.assign(document.createElement("a"), { href: `?${new URLSearchParams({ q: query })}`, textContent: other })];
  }));
};

/** Hand over all hits as CSV (RFC 4180), with the words of each passage. */
const csv = async () => {
  while (now.left.length) {
    now.most = Infinity;
    await more();
  }
  const rows = [said("columns").split("|")];
  for (const hit of now.sure) {
    const { title, date, labels, passages, url } = await pageOf(hit.speech);
    const text = passages[hit.passage].text.trim().replace(/\s+/g, " ");
    rows.push([date, title, labels.join("; "), `${hit.passage}`, linkTo(hit, passages, url), text]);
    message.textContent = said("reading", { done: rows.length - 1 });
  }
  const lines = rows.map((row) => row.map((/** @type {string} */ cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
  const file = new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
  Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "passages.csv" }).click();
};

for (const [name, value] of new URLSearchParams(location.search)) if (form[name]) form[name].value = value;
let pause = 0;
form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 120); });
form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); search(); });
bars.addEventListener("click", (/** @type {Event} */ event) => {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link) return;
  event.preventDefault();
  form.year.value = link.dataset.year;
  search();
});
moreButton.addEventListener("click", () => { now.most += A_PAGE; more(); });
csvButton.addEventListener("click", csv);
form.hidden = false;
form.q.focus();
search();
