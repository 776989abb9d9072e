// Reading the text of a query before the engine sees it: the rules of sparql.py and of queries.bind.

import type { Fault } from "./results.ts";

export interface Token {
  kind: string;
  text: string;
  start: number;
}

export interface Parameter {
  name: string;
  type: string;
  example: string;
  required: boolean;
}

const KINDS = ["comment", "iri", "string", "name", "variable", "language", "word", "number", "mark"];
const TOKEN = new RegExp(
  [
    /(#[^\n\r]*)/u,
    /(<[^<>"{}|^`\\\x00-\x20]*>)/u,
    /("""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')/u,
    /((?:\p{L}[\p{L}\p{N}_.-]*)?:(?:(?:[\p{L}\p{N}_:]|%[0-9A-Fa-f]{2}|\\.)(?:[\p{L}\p{N}_:.-]|%[0-9A-Fa-f]{2}|\\.)*)?)/u,
    /([?$][\p{L}\p{N}_]+)/u,
    /(@[A-Za-z]+(?:-[A-Za-z0-9]+)*)/u,
    /([\p{L}_][\p{L}\p{N}_]*)/u,
    /(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/u,
    /(&&|\|\||\^\^|!=|<=|>=|\S)/u,
  ]
    .map((part) => part.source)
    .join("|"),
  "gsu",
);
const FORMS = new Set(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]);
const UPDATES = new Set("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split(" "));
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\x7f-\x9f]*$/;
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** Give the pieces of a query in order, without white space and comments. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const at = match.slice(1).findIndex((part) => part !== undefined);
    if (KINDS[at] !== "comment") found.push({ kind: KINDS[at]!, text: match[0], start: match.index });
  }
  return found;
}

function word(token: Token | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : "";
}

/** Give the form of a query that may be asked, or what is wrong with it. */
export function guard(text: string): { form: string } | { fault: Fault } {
  const found = guarded(text);
  if ("fault" in found) return found;
  // Escapes may stand for any character, keywords included: what the engine would see has to pass too.
  const plain = text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/g, (all, four, eight) => {
    const code = parseInt(four ?? eight, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
  return plain === text ? found : guarded(plain);
}

function guarded(text: string): { form: string } | { fault: Fault } {
  const pieces = tokens(text);
  const first = pieces.find((token) => FORMS.has(word(token)) || UPDATES.has(word(token)));
  if (!first) return { fault: { message: "Not a SPARQL query. It begins with SELECT, ASK, CONSTRUCT or DESCRIBE.", line: 0, column: 0 } };
  if (UPDATES.has(word(first))) return refused(text, first, `An update (${word(first)}) is no query: nothing can be changed here.`);
  for (const token of pieces) {
    if (word(token) === "SERVICE") return refused(text, token, "The query asks another server (SERVICE). Nothing is fetched.");
    if (word(token) === "FROM") return refused(text, token, "The query names its own data (FROM). Leave FROM out.");
  }
  return { form: word(first) };
}

function refused(text: string, token: Token, message: string): { fault: Fault } {
  const before = text.slice(0, token.start);
  const line = before.split("\n").length;
  return { fault: { message, line, column: token.start - before.lastIndexOf("\n") } };
}

/** Give, for each variable, the UNDEF tokens of its `VALUES ?variable { UNDEF }` blocks. */
export function holes(text: string): Map<string, Token[]> {
  const found = new Map<string, Token[]>();
  const pieces = tokens(text);
  pieces.forEach((token, at) => {
    const [variable, open, hole, close] = pieces.slice(at + 1, at + 5);
    if (word(token) !== "VALUES" || variable?.kind !== "variable") return;
    if (open?.text !== "{" || word(hole) !== "UNDEF" || close?.text !== "}") return;
    const name = variable.text.slice(1);
    found.set(name, [...(found.get(name) ?? []), hole!]);
  });
  return found;
}

/** Give the parameters of a question, as the head of its text tells of them. */
export function parameters(text: string): Parameter[] {
  const lines = text.matchAll(/^#\+\s*param\s+(\w+)\s*:\s*([a-z/]+)\s*\|\s*(required\s+)?example=(.+?)\s*\|/gm);
  return [...lines].map(([, name, type, required, example]) => ({
    name: name!,
    type: type!,
    required: Boolean(required),
    example: example!,
  }));
}

/** Give what the head of a question says under a key, such as summary. */
export function said(text: string, key: string): string {
  return new RegExp(`^#\\+\\s*${key}\\s*:\\s*(.*?)\\s*$`, "m").exec(text)?.[1] ?? "";
}

/** Give the meanings of the columns of a question. */
export function columns(text: string): Map<string, string> {
  const lines = text.matchAll(/^#\+\s*column\s+(\w+)\s*:\s*(.*?)\s*$/gm);
  return new Map([...lines].map((match) => [match[1]!, match[2]!]));
}

/**
 * Give the text of a question with its values in the place of UNDEF, and nothing else changed; a line
 * of the head that tells of a parameter with a value is left out. `terms` are checked terms.
 */
export function bind(text: string, terms: ReadonlyMap<string, string>): string {
  const found = holes(text);
  const spots = [...terms].flatMap(([name, term]) => (found.get(name) ?? []).map((hole) => ({ hole, term })));
  let bound = text;
  for (const { hole, term } of spots.sort((one, other) => other.hole.start - one.hole.start)) {
    bound = bound.slice(0, hole.start) + term + bound.slice(hole.start + hole.text.length);
  }
  const gone = [...terms.keys()].map((name) => `#+ param ${name}:`);
  return bound
    .split("\n")
    .filter((line) => !gone.some((start) => line.startsWith(start)))
    .join("\n");
}

/** Give the term for a value as it is typed; null if it is not of the parameter's type. */
export function term(type: string, typed: string, prefixes: Readonly<Record<string, string>>): string | null {
  switch (type) {
    case "string":
      return literal(typed);
    case "lang":
      return /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(typed) ? literal(typed) : null;
    case "integer":
      return /^[+-]?\d{1,18}$/.test(typed) ? `"${BigInt(typed.replace("+", ""))}"^^<${XSD}integer>` : null;
    case "year":
      return /^-?\d{4,9}$/.test(typed) ? `"${Number(typed)}"^^<${XSD}integer>` : null;
    default:
      return thing(type.split("/"), typed, prefixes);
  }
}

function thing(kinds: readonly string[], typed: string, prefixes: Readonly<Record<string, string>>): string | null {
  const spaces = kinds.map((kind) => prefixes[kind] ?? "");
  if (SLUG.test(typed)) return spaces[0] ? `<${spaces[0]}${typed}>` : null;
  const [prefix = "", ...rest] = typed.split(":");
  const known = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] + rest.join(":") : "";
  const iri = known || (typed.includes("://") || typed.startsWith("urn:") ? typed : "");
  return IRI.test(iri) && spaces.some((space) => iri.startsWith(space) && iri !== space) ? `<${iri}>` : null;
}

function literal(text: string): string {
  const signs: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" };
  return `"${text.replace(/[\\"\n\r]/g, (sign) => signs[sign]!)}"`;
}
