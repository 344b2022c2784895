/** Text → the words that a search compares: as rostra/finding/folding.py has it, from the same tables. */

import { TABLES } from "./tables.mjs";

const RUN = new RegExp(`[\\p{L}\\p{N}\\p{M}${TABLES.joiners}]+`, "gu");
const VANISHING = new RegExp(`[${TABLES.marks}${TABLES.joiners}]|(?<!и)\u0306|(?<!і)\u0308`, "gu");
export const UNSPACED = new RegExp(`([${TABLES.unspaced}]+)`, "u");
const LONGEST = new RegExp(`.{1,${TABLES.most}}`, "gu");
const SPELLED = new Map(Object.entries(TABLES.letters));
for (const zero of TABLES.zeros) {
  for (let value = 0; value < 10; value++) SPELLED.set(String.fromCodePoint(Number(zero.codePointAt(0)) + value), `${value}`);
}

/** One spelling: no case, accents, points or joiners, one form of each letter, ASCII digits. @param {string} text */
export const fold = (text) => {
  const bare = text.normalize("NFKD").toLowerCase().replace(VANISHING, "");
  return Array.from(bare, (letter) => SPELLED.get(letter) ?? letter).join("").normalize("NFC");
};

/** The words of folded text; `cut` says what stands for the letters of scripts without blanks between words.
 * @param {string} folded @param {(letters: string[]) => string[]} cut */
const parts = (folded, cut) => (folded.match(RUN) ?? []).flatMap((run) =>
  run.split(UNSPACED).filter(Boolean).flatMap((part) =>
    UNSPACED.test(part) ? cut([...part]) : part.match(LONGEST) ?? []));

/** @param {string[]} letters */
const pairs = (letters) => letters.map((letter, at) => letter + (letters[at + 1] ?? ""));

/** What a text is indexed under. @param {string} text */
export const words = (text) => parts(fold(text), pairs);

/** What a query asks the index for: the last letter alone only where it is the only one. @param {string} text */
export const asked = (text) => parts(fold(text), (letters) => pairs(letters).slice(0, letters.length - 1 || 1));

/** What a phrase is compared by, with the place in the text. @param {string} text @returns {Unit[]} */
export const units = (text) => [...text.matchAll(RUN)].flatMap((found) => {
  const folded = fold(found[0]);
  const whole = { start: found.index, end: found.index + found[0].length };
  const pieces = parts(folded, (letters) => letters);
  if (pieces.length < 2) return pieces.map((word) => ({ word, ...whole }));
  /** @type {number[]} for each UTF-16 unit of `made`, where in the text the letter stands that it comes from */
  const from = [];
  let [made, at, next] = ["", whole.start, 0];
  for (const letter of found[0]) {
    made += fold(letter);
    while (from.length < made.length) from.push(at);
    at += letter.length;
  }
  from.push(whole.end);
  return pieces.map((word) => {
    const start = made.indexOf(word, next);
    if (made !== folded || start < 0) return { word, ...whole };
    next = start + word.length;
    return { word, start: from[start], end: from[next] };
  });
});
