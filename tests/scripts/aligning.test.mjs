import assert from "node:assert/strict";
import test from "node:test";
import { seconds, starts } from "../../templates/scripts/aligning.mjs";

/** Cues of ten seconds each, one after the other. */
const cues = (...texts) => texts.map((text, at) => ({ startTime: 10 * at, endTime: 10 * at + 10, text }));
const passages = (...texts) => texts.map((text) => ({ text, code: "" }));
const times = (texts, said) => starts(passages(...texts), cues(...said)).map((time) => Number.isNaN(time) ? "?" : Math.round(time * 10) / 10);

for (const [code, expected] of [
  ["[00:12:34]", 754],
  ["[1:02:03]", 3723],
  ["[12:34]", 754],
  ["[۰۰:۱۲:۳۴]", 754],
  ["754", 754],
  ["754.5", 754.5],
  ["0", 0],
  ["", NaN],
  ["soon", NaN],
]) {
  test(`seconds of ${code}`, () => assert.equal(seconds(code), expected));
}

test("a passage starts where its first word is said", () => {
  assert.deepEqual(times(["We open the harbour.", "Ships came in."], ["we open the harbour", "ships came in"]), [0, 10]);
});

test("a passage that starts within a cue starts at its share of it", () => {
  assert.deepEqual(times(["One two three four five.", "Six seven eight nine ten."], ["one two three four five six seven eight nine ten"]), [0, 5]);
});

test("several passages may share a cue, and a passage may have several", () => {
  assert.deepEqual(times(["A b. C d.", "E f.", "G h."], ["a b", "c d", "e f g h"]), [0, 20, 25]);
});

test("letters, accents, points, markup and digits may differ", () => {
  assert.deepEqual(times(["سال ۱۳۹۸ کتاب‌ها", "Été à Zürich!"], ["<v Speaker>سال 1398 كتاب‌ها</v>", "ete a <i>ZURICH</i>"]), [0, 10]);
});

test("a word that was misheard, left out or added shifts nothing", () => {
  const said = ["so um we open the arbour today and wait for", "ships of seven countries that came in", "thank you all for this"];
  assert.deepEqual(times(["We open the harbour today, and we wait for:", "Ships of seven countries came in.", "Thank you all."], said), [2, 10, 20]);
});

test("what only the captions hold is passed over: an introduction, music, another speaker", () => {
  const said = ["the following is a recording", "music", "the harbour is open today", "and now a song of the sea", "and ships of seven countries"];
  assert.deepEqual(times(["The harbour is open today.", "And ships of seven countries."], said), [20, 40]);
});

test("what only the text holds has no time, and what follows has its own", () => {
  const said = ["the harbour is open today", "ships of seven countries came"];
  assert.deepEqual(times(["The harbour is open today.", "[Applause]", "A note of the editor on the harbour.", "Ships of seven countries came."], said), [0, "?", "?", 10]);
});

test("a passage whose first words were not caught starts after the one before", () => {
  const said = ["the harbour is open today", "something else, ships of seven countries came"];
  assert.deepEqual(times(["The harbour is open today.", "In the night, ships of seven countries came."], said), [0, 10]);
});

test("sentences that come again are taken in order", () => {
  const again = "Thank you, my friends.";
  assert.deepEqual(times([again, "We open the harbour.", again, again], [again, "we open the harbour", again, again]), [0, 10, 20, 30]);
});

test("captions that repeat the line before are followed all the same", () => {
  assert.deepEqual(times(["One two three four.", "Five six seven eight."], ["one two three", "one two three four", "one two three four five six seven", "five six seven eight"]), [0, 25.7]);
});

test("a first word that agrees by chance does not start a passage", () => {
  const said = ["we open the harbour today", "and there is music", "one two three", "and ships of seven countries came"];
  assert.deepEqual(times(["We open the harbour today.", "And ships of seven countries came."], said), [0, 30]);
});

test("captions of the end alone", () => {
  assert.deepEqual(times(["We open the harbour.", "Ships of seven countries.", "Thank you all."], ["thank you all"]), ["?", "?", 0]);
});

test("scripts without blanks", () => {
  assert.deepEqual(times(["港口开放了。", "七个国家的船驶了进来。"], ["港口开放了七个国", "家的船驶了进来"]), [0, 6.3]);
});

test("a long speech with a word in ten misheard", () => {
  const text = Array.from({ length: 300 }, (_, passage) => Array.from({ length: 30 }, (_, place) => `w${(passage * 7919 + place * 104729) % 1500}`));
  const said = text.map((words, passage) => words.map((word, place) => (passage + place) % 10 === 3 ? "misheard" : word).join(" "));
  const found = times(text.map((words) => words.join(" ")), said);
  assert.equal(found.filter((time, passage) => Math.abs(time - passage * 10) < 1).length, 300);
});

test("without captions that fit, time codes tell, also for the passages below them, as long as they rise", () => {
  const coded = [["Title.", ""], ["Opening.", "[00:00:05]"], ["Words.", ""], ["More.", "[01:10]"], ["Another part.", "[00:20]"], ["Its words.", ""], ["End.", "[02:00]"]];
  const spoken = coded.map(([text, code]) => ({ text, code }));
  assert.deepEqual(starts(spoken, []), [NaN, 5, 5, 70, NaN, NaN, 120]);
  assert.deepEqual(starts(spoken, cues("something else altogether")), [NaN, 5, 5, 70, NaN, NaN, 120]);
});

test("there may be no passage, no word and no cue", () => {
  assert.deepEqual(starts([], cues("a b c")), []);
  assert.deepEqual(times([""], [""]), ["?"]);
});
