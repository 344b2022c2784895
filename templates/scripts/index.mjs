/** The files of the index of words (docs/index-of-words.md) → in which speeches and passages a word stands. */

import { load } from "./loading.mjs";

let SYMBOLS = "";
for (let code = 0x21; code < 0x7f; code++) SYMBOLS += String.fromCharCode(code).replace(/["\\=*]/, "");
const HALF = SYMBOLS.length / 2;
const STEPS = new RegExp(`([!-${SYMBOLS[HALF - 1]}]+)([${SYMBOLS[HALF]}-~]+)`, "g");
const MOST_SHARDS = 16;

/** A number in symbols. @param {string} symbols */
export const value = (symbols, base = SYMBOLS.length, zero = 0) =>
  [...symbols].reduce((sum, symbol) => sum * base + SYMBOLS.indexOf(symbol) - zero, 0);

/** How many numbers of speeches are passed over. @param {string} symbols */
export const gap = (symbols) => {
  const [first, low] = [value(symbols[0]), value(symbols.slice(1), HALF)];
  if (symbols.length === 1) return first;
  if (symbols.length === 2) return 30 + (first - 30) * HALF + low;
  return symbols.length === 3 ? 30 + 11 * HALF + (first - 41) * HALF ** 2 + low : low;
};

/** The places in each speech of a list, by its number. @param {string} list @returns {Places} */
const speechesIn = (list) => {
  const places = new Map();
  let next = 0;
  for (const [, steps, those] of list.matchAll(STEPS)) {
    next += gap(steps) + 1;
    places.set(next - 1, those);
  }
  return places;
};

/** The passages at `places`, with the weight of the word in each: 0, 1 or 2. @param {string} places @returns {Map<number, number>} */
export const passagesAt = (places) => {
  const weights = new Map();
  for (let at = 0, next = 0; at < places.length;) {
    let step = value(places[at++], HALF, HALF);
    if (step === 44) step = value(places.slice(at, at += 3), HALF, HALF);
    else if (step > 32) step = 33 + (step - 33) * HALF + value(places[at++], HALF, HALF);
    const weight = (next + step) % 3;
    weights.set((next + step - weight) / 3, weight);
    next += step - weight + 3;
  }
  return weights;
};

/** A word as it is ordered: by code points, where UTF-16 has those beyond U+FFFF before some below. @param {string} word */
export const ordered = (word) => word.replace(/[\u{10000}-\u{10ffff}]/gu, "\uffff$&");

/** The name of a word's file: FNV-1a, twice. @param {string} word */
export const nameOf = (word) => [0x811c9dc5, 0x050c5d1f].map((hash) => {
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}).join("");

/** The words, with their lists, of the shards from that of one word to that of another and of some on both sides.
 * Where these are too many, the first of them. @param {string} from @param {string} to @returns {Promise<{ lists: Map<string, string>, isCut: boolean }>} */
export const between = async (from, to, around = 0) => {
  const firsts = (await load("directory", "")).firsts.split(" ");
  const place = (/** @type {string} */ word) => {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordered(firsts[middle]) <= ordered(word)) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  };
  const start = Math.max(place(from) - around, 0);
  const end = place(to) + around + 1;
  const shards = firsts.slice(start, Math.min(end, start + MOST_SHARDS)).filter(Boolean);
  const lists = new Map();
  for (const shard of await Promise.all(shards.map((/** @type {string} */ first) => load("words", first, nameOf(first))))) {
    let word = "";
    for (const [, shared, rest, list] of shard.matchAll(/(\S)(\S*) (\S+)/g)) {
      word = [...word].slice(0, value(shared)).join("") + rest;
      lists.set(word, list);
    }
  }
  return { lists, isCut: end > start + MOST_SHARDS };
};

/** The lists of a word, or of all that it begins; of one that stands nearly everywhere there is none.
 * @param {string} word @param {boolean} isPrefix @returns {Promise<{ lists: List[], isCut: boolean }>} */
export const listsOf = async (word, isPrefix) => {
  const near = await between(word, isPrefix ? `${word}\u{10ffff}` : word);
  const wanted = [...near.lists].filter(([other]) => (isPrefix ? other.startsWith(word) : other === word));
  const lists = wanted.map(([other, list]) => ({
    size: list === "*" ? Infinity : list[0] === "=" ? Number(list.slice(1)) : list.length,
    speeches: async () => speechesIn(list[0] === "=" ? await load("lists", other, nameOf(other)) : list),
  }));
  return { lists, isCut: near.isCut };
};
