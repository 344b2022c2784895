/** What is asked for → the passages that hold it. */

import { isRead } from "./clauses.mjs";
import { between, listsOf, passagesAt } from "./index.mjs";
import { load } from "./loading.mjs";

const WEIGHTS = [0.6, 1.1, 1.7];
const FEW = 3; // pages of so many speeches are read rather than a list that has a file of its own
const LONG = 3000;

/** What each passage of a speech is worth that holds all of some words. @param {Known[]} known @param {number} speech */
const worth = (known, speech) => {
  const each = known.map(({ rarity, lists }) => {
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const list of lists) {
      for (const [passage, weight] of passagesAt(list.get(speech) ?? "")) {
        best.set(passage, Math.max(best.get(passage) ?? 0, rarity * WEIGHTS[weight]));
      }
    }
    return best;
  });
  const inAll = [...each[0].keys()].filter((passage) => each.every((values) => values.has(passage)));
  return new Map(inAll.map((passage) => [passage, each.reduce((sum, values) => sum + (values.get(passage) ?? 0), 0)]));
};

/** Every passage that holds what is asked for; a word of what heads a page (passage 0) holds for all of its passages.
 * The score is BM25's over passages: how rare a word is in the archive, and how much it weighs where it stands.
 * @param {Clause[]} clauses @returns {Promise<Outcome>} */
export const ask = async (clauses) => {
  const { passages } = await load("directory", "");
  const typed = clauses.at(-1);
  const terms = (await Promise.all(clauses.map((clause) => Promise.all(clause.words.map(async (word, at) => {
    const isEnd = at === clause.words.length - 1;
    let { lists, isCut } = await listsOf(word, clause.isPrefix && isEnd);
    if (lists.length === 0 && clause === typed && isEnd && word.length > 1) { // it is still being typed
      ({ lists, isCut } = await listsOf(word, true));
      clause.isPrefix = lists.length > 0;
    }
    return { clause, word, lists, isCut, size: lists.reduce((sum, list) => sum + list.size, 0) };
  }))))).flat();
  const wanted = terms.filter((term) => !term.clause.isWithout);
  const missing = wanted.filter((term) => term.size === 0).map((term) => term.word);
  for (const { clause, size } of terms) if (clause.isWithout && size === Infinity) clause.isRead = true; // no list says where it is not
  /** @type {Map<Clause, Known[]>} */
  const known = new Map();
  /** @type {number[] | undefined} the speeches that hold all words so far; the rarest come first, so that few long lists are loaded */
  let left = missing.length > 0 ? [] : undefined;
  const isIndexed = (/** @type {Term} */ { clause, size }) => size > 0 && size < Infinity && !(clause.isWithout && isRead(clause));
  const inOrder = terms.filter(isIndexed).sort((a, b) => Number(a.clause.isWithout) - Number(b.clause.isWithout) || a.size - b.size);
  const unlisted = wanted.filter(({ clause, size }) => size === Infinity && (inOrder.length === 0 || !isRead(clause)));
  for (const { clause, lists, size } of inOrder) {
    if (left && left.length <= FEW && size > LONG) clause.isRead = true;
    if (left && (!left.length || clause.isRead)) continue;
    const loaded = await Promise.all(lists.map((list) => list.speeches()));
    known.set(clause, [...(known.get(clause) ?? []), { rarity: Math.log(1 + passages / size), lists: loaded }]);
    if (clause.isWithout) continue;
    const here = new Set(loaded.flatMap((list) => [...list.keys()]));
    left = left ? left.filter((speech) => here.has(speech)) : [...here];
  }
  const hits = (left ?? []).flatMap((speech) => {
    const values = [...known].map(([clause, those]) => ({ isWithout: clause.isWithout, of: worth(those, speech) }));
    const within = values.filter((value) => !value.isWithout).map((value) => value.of);
    return [...new Set(within.flatMap((value) => [...value.keys()]))]
      .filter((passage) => values.every(({ isWithout, of }) => (of.has(passage) || of.has(0)) !== isWithout))
      .map((passage) => {
        const score = within.reduce((sum, of) => sum + Math.max(of.get(passage) ?? 0, (of.get(0) ?? 0) / 2), 0);
        return { speech, passage, score };
      });
  });
  const cut = terms.filter((term) => term.isCut).map((term) => term.word);
  return { hits, missing, cut, everywhere: [...new Set(unlisted.map((term) => term.word))] };
};

/** How many letters must be changed, put in or left out to make one word of the other. @param {string} a @param {string} b */
const distance = (a, b) => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i++) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < b.length; j++) row.push(Math.min(above[j + 1] + 1, row[j] + 1, above[j] + Number(a[i] !== b[j])));
  }
  return row[b.length];
};

/** Words of the archive that are nearly this one, the nearest first. @param {string} word */
export const near = async (word) => [...(await between(word, word, 2)).lists]
  .map(([other, list]) => ({ other, off: distance(word, other), size: list.length }))
  .filter(({ off }) => off <= (word.length > 4 ? 2 : 1))
  .sort((a, b) => a.off - b.off || b.size - a.size).slice(0, 5).map(({ other }) => other);
