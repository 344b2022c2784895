// The file of a speech ⇄ the fields of a form. Nothing is changed but what was changed in the form: comments, order,
// quotation marks and fields that the form does not know stay, byte for byte.

/** The name under which the form carries the file as it was read. */
export const KEPT = "file as it was";

const FENCE = /^---[ \t]*$/gm;
const NOTHING = new Set(["", "~", "null", "Null", "NULL"]);
const YES = new Set(["true", "yes", "on"]);
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\u200c\u200d ,.;!?~’'"“”«»()/+=%&*_–—-]|:(?=[^\s]))*$/u;
const PLAIN_IN_LIST = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d .’'“”«»()_–—-]*$/u;

/**
 * The two ways, for the fields of a form (Sveltia's, but for the body).
 * @param {typeof import("yaml")} yaml
 * @param {{ name: string, widget: string }[]} fields
 * @param {Set<string>} inYaml the names of those that may hold a list or a map
 */
export function formatOf(yaml, fields, inYaml) {
  return { fromFile, toFile };

  /** @param {string} text */
  function fromFile(text) {
    const { head, body } = apart(text);
    const pairs = pairsOf(head);
    const form = { [KEPT]: text, body: shown(body) };
    for (const field of fields) {
      const node = pairs.get(field.name)?.value;
      if (node != null) form[field.name] = inForm(field, node, head);
    }
    return form;
  }

  /** @param {Record<string, unknown>} form */
  function toFile(form) {
    const was = typeof form[KEPT] === "string" ? form[KEPT] : "---\n---\n";
    const { start, head, between, body } = apart(was);
    const pairs = pairsOf(head);
    const edits = [];
    let added = "";
    for (const field of fields) {
      const pair = pairs.get(field.name);
      const before = pair?.value == null ? empty(field) : inForm(field, pair.value, head);
      const now = meant(field, form[field.name] ?? empty(field));
      if (same(field, before, now)) continue;
      const line = isEmpty(field, now) ? "" : lineOf(field, now);
      if (pair) edits.push(edit(pair, head, line));
      else added += line;
    }
    let fresh = head;
    for (const { from, to, line } of edits.sort((a, b) => b.from - a.from)) {
      fresh = fresh.slice(0, from) + line + fresh.slice(to);
    }
    if (added && fresh && !fresh.endsWith("\n")) fresh += "\n";
    const text = String(form.body ?? "");
    const rest = text === shown(body) ? body : (/^\s*\n/.exec(body)?.[0] ?? "") + text.replace(/\s+$/, "") + "\n";
    return start + fresh + added + between + rest;
  }

  /** The pairs of a front matter, by their keys. Every scalar is the text that was written.
   * @param {string} head */
  function pairsOf(head) {
    const found = yaml.parseDocument(head, { schema: "failsafe", uniqueKeys: false });
    if (found.errors.length) throw found.errors[0];
    if (found.contents?.flow) throw new Error("The front matter stands in braces.");
    const items = yaml.isMap(found.contents) ? found.contents.items : [];
    return new Map(items.map((pair) => [String(pair.key), pair]));
  }

  /** What the form shows of a value. */
  function inForm(field, node, head) {
    if (field.widget === "list") {
      const items = yaml.isSeq(node) ? node.items : [node];
      return items.every(yaml.isScalar) ? items.map((item) => item.source ?? String(item.value)).filter(Boolean) : [];
    }
    if (yaml.isScalar(node)) {
      const text = node.type === "PLAIN" && NOTHING.has(node.source ?? "") ? "" : String(node.value ?? "");
      return field.widget === "boolean" ? YES.has(text.toLowerCase()) : text;
    }
    return withoutIndent(head, node);
  }

  /** A list or a map as it stands in the file, its first column at the start of the line. */
  function withoutIndent(head, node) {
    const [from, to] = node.range;
    const column = from - (head.lastIndexOf("\n", from - 1) + 1);
    return head.slice(from, to).trimEnd().replaceAll(`\n${" ".repeat(column)}`, "\n");
  }

  function lineOf(field, now) {
    if (field.widget === "list") {
      return now.length === 1
        ? `${field.name}: ${scalar(String(now[0]))}\n`
        : `${field.name}: [${now.map((item) => inList(String(item))).join(", ")}]\n`;
    }
    if (inYaml.has(field.name) && isCollection(now)) {
      const lines = String(now).trim().split("\n");
      if (lines.length === 1 && /^[[{]/.test(lines[0])) return `${field.name}: ${lines[0]}\n`;
      return `${field.name}:\n${lines.map((line) => `  ${line}\n`).join("")}`;
    }
    return `${field.name}: ${scalar(String(now))}\n`;
  }

  /** Whether a list or a map was typed, and not a text with a colon in it. */
  function isCollection(text) {
    const { errors, contents } = yaml.parseDocument(String(text), { schema: "failsafe" });
    if (errors.length || !yaml.isCollection(contents)) return false;
    if (contents.flow || !yaml.isMap(contents) || String(text).trim().includes("\n")) return true;
    return /^[a-z][a-z_-]*$/.test(String(contents.items[0].key));
  }
}

/** A text on one line, in quotation marks where it is not beyond doubt that YAML 1.1 and 1.2 take it as it is.
 * @param {string} text */
function scalar(text, plain = PLAIN) {
  const line = text.replace(/\s+/g, " ").trim();
  return plain.test(line) && !NOTHING.has(line) ? line : JSON.stringify(line);
}

const inList = (text) => scalar(text, PLAIN_IN_LIST);

/** A file taken apart: the first fence, what is between the two, the second with its line break, and the rest. */
function apart(text) {
  const [first, second] = [...text.matchAll(FENCE)];
  if (!first || first.index !== 0 || !second) throw new Error("The file has no front matter.");
  const from = first[0].length + 1;
  const end = second.index + second[0].length;
  const after = text[end] === "\n" ? end + 1 : end;
  return {
    start: text.slice(0, from),
    head: text.slice(from, second.index),
    between: text.slice(second.index, after),
    body: text.slice(after),
  };
}

/** A body without the blank lines around it. */
const shown = (body) => body.replace(/^(?:[ \t]*\n)+/, "").trimEnd();

const empty = (field) => (field.widget === "list" ? [] : field.widget === "boolean" ? false : "");

/** What was filled in, without items that were added and left empty. */
const meant = (field, now) => (field.widget === "list" ? now.map(String).filter((item) => item.trim()) : now);

const isEmpty = (field, now) => (field.widget === "list" ? !now.length : field.widget === "boolean" ? !now : !String(now).trim());

const same = (field, before, now) =>
  field.widget === "list" ? before.join("\n") === now.join("\n") : String(before).trim() === String(now).trim();

/** What stands where a field stood. Of one line and its value only the value is another, so that a comment behind it stays. */
function edit(pair, head, line) {
  const [from, to] = pair.value?.range ?? [0, 0];
  const value = /^[\w-]+: (.*)\n$/.exec(line)?.[1];
  const isOneLine = from < to && !head.slice(pair.key.range[0], to).includes("\n");
  return value && isOneLine ? { from, to, line: value } : { ...extent(pair, head), line };
}

/** From the start of a field's line to the start of the next field's, without blank lines and comments below it. */
function extent(pair, head) {
  const from = head.lastIndexOf("\n", pair.key.range[0] - 1) + 1;
  const value = pair.value?.range ?? pair.key.range;
  const end = head.indexOf("\n", Math.max(value[1] - 1, pair.key.range[1] - 1));
  return { from, to: end < 0 ? head.length : end + 1 };
}
