import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { asked, units as unitsOf, words as wordsOf } from "../../templates/scripts/folding.mjs";
import "./page.mjs";

const vectors = JSON.parse(readFileSync(new URL("../finding/vectors.json", import.meta.url), "utf8"));
const { gap: gapOf, nameOf, ordered, passagesAt } = await import("../../templates/scripts/index.mjs");

for (const { text, words, units } of vectors.texts) {
  test(`words and units of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(wordsOf(text), words);
    assert.deepEqual(unitsOf(text).map((unit) => unit.word), units);
  });
}

test("a unit says where in the text it stands", () => {
  const at = (text) => unitsOf(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(at("So, don’t: CAFÉ!"), ["So", "don", "t", "CAFÉ"]);
  assert.deepEqual(at("中国 abc中x"), ["中", "国", "abc", "中", "x"]);
  assert.deepEqual(at("𠀀𠀁"), ["𠀀", "𠀁"]);
  assert.deepEqual(at("می‌روم كِتَابٌ"), ["می‌روم", "كِتَابٌ"]);
});

test("the last letter of a script without blanks is asked for only where it stands alone", () => {
  assert.deepEqual(asked("中华人民"), ["中华", "华人", "人民"]);
  assert.deepEqual(asked("中"), ["中"]);
  assert.deepEqual(asked("peace now"), ["peace", "now"]);
});

for (const { gap, symbols } of vectors.gaps) {
  test(`${gap} numbers passed over are ${symbols}`, () => assert.equal(gapOf(symbols), gap));
}

for (const { passages, symbols } of vectors.places) {
  test(`places ${symbols}`, () => assert.deepEqual([...passagesAt(symbols)], passages));
}

for (const { word, name } of vectors.names) {
  test(`the file of ${JSON.stringify(word)}`, () => assert.equal(nameOf(word), name));
}

test("words are ordered by code points", () => {
  const sorted = ["a", "b", "é", "中", "\ufa0e", "𠀀", "𠀀a", "𠀁"];
  assert.deepEqual([...sorted].reverse().sort((a, b) => (ordered(a) < ordered(b) ? -1 : 1)), sorted);
});
