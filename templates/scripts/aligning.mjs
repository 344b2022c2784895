/** Passages and captions, which are the same words but for small differences → when each passage is said, in seconds. */

import { fold, words } from "./folding.mjs";

/** Words that must follow each other in both, so that a place in one is taken for a place in the other. */
const RUN = 3;

/** A time code ("[00:12:34]"), or the time of a media fragment ("754.5") → seconds; NaN where there is none. @param {string} code */
export const seconds = (code) =>
  (fold(code).match(/\d+(\.\d+)?/g) ?? ["NaN"]).reduce((sum, part) => sum * 60 + Number(part), 0);

/** The run of words that starts at each place. @param {{ word: string }[]} row */
const runsOf = (row) => row.map((_, at) => row.slice(at, at + RUN).map(({ word }) => word).join(" "));

/** When passages are said by the cues of captions (WebVTT); the time of a word is its share of its cue.
 * @param {string[]} passages @param {Cue[]} cues */
const byCaptions = (passages, cues) => {
  const written = passages.flatMap((text, passage) =>
    words(text).map((word, place, { length }) => ({ word, passage, place, left: length - place })));
  const said = cues.flatMap(({ startTime, endTime, text }) =>
    words(text.replace(/<[^>]*>/g, "")).map((word, at, { length }) => ({ word, time: startTime + (endTime - startTime) * at / length })));
  const runs = runsOf(written);
  /** @type {Map<string, number[]>} */
  const places = new Map();
  runsOf(said).forEach((run, at) => places.set(run, [...places.get(run) ?? [], at]));

  /** The nearest two places from which both go on with the same words: as few as possible are passed over in both.
   * @param {number} from @param {number} after */
  const meeting = (from, after) => {
    let [cost, met] = [Infinity, /** @type {number[] | undefined} */ (undefined)];
    for (let at = from; at < runs.length && at - from < cost; at++) {
      const place = places.get(runs[at])?.find((other) => other >= after);
      if (place === undefined || at - from + place - after >= cost) continue;
      [cost, met] = [at - from + place - after, [at, place]];
    }
    return met;
  };

  const times = passages.map(() => NaN);
  let met = meeting(0, 0);
  for (let free = 0; met;) {
    const [at, place] = met;
    let length = 0;
    while (at + length < written.length && written[at + length].word === said[place + length]?.word) length++;
    for (let step = 0; step < length; step++) {
      const { passage, place: before, left } = written[at + step];
      // The last word or two before the two part may agree by chance: “And” starts many passages.
      if (times[passage] >= 0 || length - step < Math.min(RUN, left)) continue;
      times[passage] = said[Math.max(free, place + step - before)].time;
    }
    free = place + length;
    met = meeting(at + length, free);
  }
  return times;
};

/** When each passage starts, in seconds; NaN where that is not known. Captions know best. Where there are none, or none
 * that fit, the time codes of the text tell, as long as they rise; passages below one, up to the next, have its time.
 * @param {Spoken[]} passages @param {Cue[]} cues */
export const starts = (passages, cues) => {
  const times = byCaptions(passages.map(({ text }) => text), cues);
  if (times.some((time) => time >= 0)) return times;
  let [last, latest] = [NaN, 0];
  return passages.map(({ code }) => {
    if (code) last = seconds(code) >= latest ? latest = seconds(code) : NaN;
    return last;
  });
};
