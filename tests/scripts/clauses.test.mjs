import assert from "node:assert/strict";
import test from "node:test";
import { holds as holdsAll, marks, parsed as clausesOf } from "../../templates/scripts/clauses.mjs";

const parsed = (query) => clausesOf(query).map(({ units, isPrefix, isWithout }) =>
  `${isWithout ? "-" : ""}${units.join("+")}${isPrefix ? "*" : ""}`);
const marked = (text, query) => marks(text, clausesOf(query)).map(([start, end]) => text.slice(start, end));
const holds = (own, query, heading = []) => holdsAll(own, heading, clausesOf(query));

for (const [query, clauses] of [
  ["", []],
  ["  - \" ' ", []],
  ["peace now", ["peace", "now"]],
  ['"We the People"', ["we+the+people"]],
  ['"not closed', ["not+closed"]],
  ["“curly” «قوس»", ["curly", "قوس"]],
  ["peace -war", ["peace", "-war"]],
  ['-"cold war" peace', ["-cold+war", "peace"]],
  ["educat*", ["educat*"]],
  ["well-known don’t 2021-11-17", ["well+known", "don+t", "2021+11+17"]],
  ["대통령", ["대통령*"]],
  ['"대통령"', ["대통령"]],
  ["中", ["中*"]],
  ["中国", ["中+国"]],
  ["ΕΛΛΆΔΑ IŞIK", ["ελλαδα", "isik"]],
]) {
  test(`the parts of ${query}`, () => assert.deepEqual(parsed(query), clauses));
}

test("words are marked where they stand, as they are written", () => {
  assert.deepEqual(marked("Peace, PEACE and peaceful pëace.", "peace"), ["Peace", "PEACE", "pëace"]);
  assert.deepEqual(marked("Peace, PEACE and peaceful.", "peace*"), ["Peace", "PEACE", "peaceful"]);
  assert.deepEqual(marked("كِتَابٌ و کتاب", "كتاب"), ["كِتَابٌ", "کتاب"]);
});

test("a phrase is marked as a whole, and only where its words follow each other", () => {
  assert.deepEqual(marked("The people, we said: we, the people.", '"we the people"'), ["we, the people"]);
  assert.deepEqual(marked("中华人民共和国", "人民"), ["人民"]);
  assert.deepEqual(marked("a b a b a", '"a b a"'), ["a b a b a"]);
});

test("words to be left out are not marked", () => assert.deepEqual(marked("war and peace", "peace -war"), ["peace"]));

test("a passage holds a phrase or not", () => {
  assert.equal(holds(["we, the people"], '"we the people"'), true);
  assert.equal(holds(["we are the people"], '"we the people"'), false);
  assert.equal(holds(["we the", "people"], '"we the people"'), false);
  assert.equal(holds(["a long peace"], 'peace -"long peace"'), false);
  assert.equal(holds(["a peace"], 'peace -"long peace"'), true);
  assert.equal(holds(["今日は"], "本日"), false);
});

test("a phrase of what heads the page holds for a passage only beside something that is in it", () => {
  assert.equal(holds(["science for all"], '"young elites" science', ["To young elites"]), true);
  assert.equal(holds(["elites, young and old"], '"young elites"', ["To young elites"]), false);
  assert.equal(holds(["To young elites"], '"young elites"', ["To young elites"]), true);
});
