// Which queries may be asked: the rules of rdf/query_text.py, applied before the engine sees a query.

import type { Fault } from "../sparql/results.ts";

/** A piece of a query: its kind, its text, and where it starts. */
export interface Token {
  kind: string;
  text: string;
  start: number;
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

/** Return the pieces of a query in order, without white space and comments. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const at = match.slice(1).findIndex((part) => part !== undefined);
    if (KINDS[at] !== "comment") found.push({ kind: KINDS[at]!, text: match[0], start: match.index });
  }
  return found;
}

/** Return a word in upper case; empty for any other piece. */
export function word(token: Token | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : "";
}

/** Return the form of a query that may be asked, or what is wrong with it. */
export function checkQuery(text: string): { form: string } | { fault: Fault } {
  const checked = checkText(text);
  if ("fault" in checked) return checked;
  // Escapes may stand for any character, even in keywords: what the engine would see has to pass too.
  const plain = text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/g, (all, four, eight) => {
    const code = parseInt(four ?? eight, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
  return plain === text ? checked : checkText(plain);
}

function checkText(text: string): { form: string } | { fault: Fault } {
  const pieces = tokens(text);
  const first = pieces.find((token) => FORMS.has(word(token)) || UPDATES.has(word(token)));
  if (!first) return { fault: { message: "Not a SPARQL query. It begins with SELECT, ASK, CONSTRUCT or DESCRIBE.", line: 0, column: 0 } };
  if (UPDATES.has(word(first))) return fault(text, first, `An update (${word(first)}) is no query: nothing can be changed here.`);
  for (const token of pieces) {
    if (word(token) === "SERVICE") return fault(text, token, "The query asks another server (SERVICE). Nothing is fetched.");
    if (word(token) === "FROM") return fault(text, token, "The query names its own data (FROM). Leave FROM out.");
  }
  return { form: word(first) };
}

function fault(text: string, token: Token, message: string): { fault: Fault } {
  const before = text.slice(0, token.start);
  const line = before.split("\n").length;
  return { fault: { message, line, column: token.start - before.lastIndexOf("\n") } };
}
