/** The values that the scripts of templates/scripts/ hand to each other. */

/** A word as it is compared, and where in the text it stands. */
type Unit = { word: string; start: number; end: number };

/** A part of a query: how it was written, the units it is compared by, the words that the index is asked for; whether
 * it is looked up in the text. */
type Clause = { said: string; units: string[]; words: string[]; isPrefix: boolean; isWithout: boolean; isRead: boolean };

/** The places in each speech, by its number. */
type Places = Map<number, string>;

/** The list of a word: its length in bytes, and what is in it. */
type List = { size: number; speeches: () => Promise<Places> };

/** A word of a clause, with the lists of all words that it stands for. */
type Term = { clause: Clause; word: string; lists: List[]; isCut: boolean; size: number };

/** A word whose lists were loaded; how rare it is in the archive. */
type Known = { rarity: number; lists: Places[] };

type Found = { speech: number; passage: number; score: number };

/** What the index finds, the words that it does not have, those that it does not list, and the beginnings of too many. */
type Outcome = { hits: Found[]; missing: string[]; everywhere: string[]; cut: string[] };

/** What is known of a speech without its page. */
type Facts = { date: number; year: number; facets: Record<string, string[]> };

type Hit = Found & Facts;

type Column = { name: string; width: number; values: string[][] };

/** A passage of a page; `nodes` are its texts, with the place in the whole where each starts. */
type Passage = { text: string; anchor: string; nodes: { node: Node; start: number }[] };

type Contents = { title: string; date: string; labels: string[]; heading: string[]; lang: string; dir: string; url: string; body: string; passages: Passage[] };

/** A passage that a recording says: its words, and the time code that starts it, or empty. */
type Spoken = { text: string; code: string };

/** What is needed of a VTTCue; times in seconds. */
type Cue = { startTime: number; endTime: number; text: string };

/** What the scripts of the index call. */
declare var rostra: { take: (kind: string, key: string, data: any) => void };
