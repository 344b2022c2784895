/** What a reader asks for, and where a text holds it. */

import { UNSPACED, asked, units } from "./folding.mjs";

/** The parts of a query: words, the start* of one, a "phrase"; each may be left out by a -. @param {string} text @returns {Clause[]} */
export const parsed = (text) => {
  const quoted = text.replace(/[“”„«»＂]/g, '"');
  return [...quoted.matchAll(/(?<!\S)(-?)(?:"([^"]*)"?|([^\s"]+))/g)].map(([, minus, phrase, word]) => {
    const said = phrase ?? word;
    const index = asked(said);
    const isLetter = UNSPACED.test(index[0]) && [...index[0]].length === 1;
    const isKorean = phrase === undefined && /^\p{Script=Hangul}+$/u.test(index[0]); // particles follow its words
    return {
      said, words: index, units: units(said).map((unit) => unit.word), isWithout: minus !== "", isRead: false,
      isPrefix: said.endsWith("*") || (index.length === 1 && (isLetter || isKorean)),
    };
  }).filter((clause) => clause.words.length > 0);
};

/** Whether the text itself must be asked: which words follow each other it alone knows. @param {Clause} clause */
export const isRead = (clause) => clause.isRead || clause.units.length > 1;

/** Where a text holds `clause`: pairs of the first unit and the last. @param {Unit[]} text @param {Clause} clause */
const found = (text, clause) => text.flatMap((_, at) => {
  const last = clause.units.length - 1;
  const isHere = clause.units.every((unit, next) => {
    const word = text[at + next]?.word;
    return word === unit || (clause.isPrefix && next === last && word?.startsWith(unit));
  });
  return isHere ? [[text[at], text[at + last]]] : [];
});

/** The letters of `text` that are asked for: pairs of start and end, in order. @param {string} text @param {Clause[]} clauses */
export const marks = (text, clauses) => {
  const said = units(text);
  /** @type {[number, number][]} */
  const spans = clauses.flatMap((clause) => clause.isWithout ? [] :
    found(said, clause).map(([first, last]) => /** @type {[number, number]} */ ([first.start, last.end])));
  /** @type {[number, number][]} */
  const joined = [];
  for (const span of spans.sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before && span[0] <= before[1]) before[1] = Math.max(before[1], span[1]);
    else joined.push(span);
  }
  return joined;
};

/** Whether a passage holds what the index could not tell, and nothing that is to be left out. What heads its page holds for
 * it, too, but something must stand in the passage itself. @param {string[]} own @param {string[]} heading @param {Clause[]} clauses */
export const holds = (own, heading, clauses) => {
  const isIn = (/** @type {string[]} */ texts, /** @type {Clause} */ clause) => texts.some((text) => found(units(text), clause).length > 0);
  return clauses.filter(isRead).every((clause) => isIn([...own, ...heading], clause) !== clause.isWithout) &&
    clauses.some((clause) => !clause.isWithout && isIn(own, clause));
};
