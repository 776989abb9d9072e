// Stored queries: what their heads say, and their text with values; the rules of queries.py.

import { type Token, tokens, word } from "./query_guard.ts";

/** A parameter of a stored query. */
export interface Parameter {
  name: string;
  type: string;
  example: string;
  required: boolean;
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\x7f-\x9f]*$/;
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** Return the UNDEF tokens of each variable, from blocks such as `VALUES ?variable { UNDEF }`. */
export function placeholders(text: string): Map<string, Token[]> {
  const found = new Map<string, Token[]>();
  const pieces = tokens(text);
  pieces.forEach((token, at) => {
    const [variable, open, undef, close] = pieces.slice(at + 1, at + 5);
    if (word(token) !== "VALUES" || variable?.kind !== "variable") return;
    if (open?.text !== "{" || word(undef) !== "UNDEF" || close?.text !== "}") return;
    const name = variable.text.slice(1);
    found.set(name, [...(found.get(name) ?? []), undef!]);
  });
  return found;
}

/** Return the parameters of a stored query, from the head of its text. */
export function parameters(text: string): Parameter[] {
  const lines = text.matchAll(/^#\+\s*param\s+(\w+)\s*:\s*([a-z/]+)\s*\|\s*(required\s+)?example=(.+?)\s*\|/gm);
  return [...lines].map(([, name, type, required, example]) => ({
    name: name!,
    type: type!,
    required: Boolean(required),
    example: example!,
  }));
}

/** Return the value of a key in the head of a stored query, such as its summary. */
export function headValue(text: string, key: string): string {
  return new RegExp(`^#\\+\\s*${key}\\s*:\\s*(.*?)\\s*$`, "m").exec(text)?.[1] ?? "";
}

/** Return the meanings of the columns of a stored query. */
export function columns(text: string): Map<string, string> {
  const lines = text.matchAll(/^#\+\s*column\s+(\w+)\s*:\s*(.*?)\s*$/gm);
  return new Map([...lines].map((match) => [match[1]!, match[2]!]));
}

/**
 * Return the text of a stored query with values in the place of UNDEF, and nothing else changed but
 * that the lines of the head on these parameters are left out. `terms` are terms of `parseValue`.
 */
export function bind(text: string, terms: ReadonlyMap<string, string>): string {
  const places = placeholders(text);
  const spots = [...terms].flatMap(([name, term]) => (places.get(name) ?? []).map((place) => ({ place, term })));
  let bound = text;
  for (const { place, term } of spots.sort((one, other) => other.place.start - one.place.start)) {
    bound = bound.slice(0, place.start) + term + bound.slice(place.start + place.text.length);
  }
  const dropped = [...terms.keys()].map((name) => `#+ param ${name}:`);
  return bound
    .split("\n")
    .filter((line) => !dropped.some((start) => line.startsWith(start)))
    .join("\n");
}

/** Return the SPARQL term of a typed value; null if it is not of the parameter's type. */
export function parseValue(type: string, typed: string, prefixes: Readonly<Record<string, string>>): string | null {
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
  const escapes: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" };
  return `"${text.replace(/[\\"\n\r]/g, (character) => escapes[character]!)}"`;
}
