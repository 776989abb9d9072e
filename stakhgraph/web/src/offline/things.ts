// The things that have a name, found by label or in any spelling, with their pages: the rules of
// debate/name_search.py, web/word_search.py and web/urls.py.

import { escaped } from "./address.ts";
import { spellingKey } from "../shared/spelling.ts";

export const ID = "https://w3id.org/stakhgraph/id/";
export const NS = "https://w3id.org/stakhgraph/ns#";

export interface Thing {
  iri: string;
  kind: string;
  label: string;
  names: string[];
  path: string;
}

/** A row of the query overview/names. */
export interface NameRow {
  thing: string;
  class: string;
  name: string;
}

export class Things {
  readonly byIri = new Map<string, Thing>();
  readonly #assumptions: ReadonlySet<string>;
  readonly #spoken: ReadonlySet<string>;
  readonly #prefixes: Readonly<Record<string, string>>;
  readonly #byLabel = new Map<string, Thing | null>();
  #keys: Map<Thing, string[][]> | null = null;

  /** `names` are all names of things with their classes, `labels` the label of each thing. */
  constructor(
    names: readonly NameRow[],
    labels: readonly { thing: string; name: string }[],
    known: { assumptions: readonly string[]; spoken: readonly string[]; prefixes: Readonly<Record<string, string>> },
  ) {
    this.#assumptions = new Set(known.assumptions);
    this.#spoken = new Set(known.spoken);
    this.#prefixes = known.prefixes;
    const first = new Map(labels.map((row) => [row.thing, row.name]));
    const kinds = new Map<string, Set<string>>();
    for (const row of names) {
      const thing = this.byIri.get(row.thing) ?? { iri: row.thing, kind: "", label: first.get(row.thing) ?? row.name, names: [], path: this.page(row.thing) };
      this.byIri.set(row.thing, thing);
      if (!thing.names.includes(row.name)) thing.names.push(row.name);
      kinds.set(row.thing, (kinds.get(row.thing) ?? new Set()).add(row.class));
    }
    for (const thing of this.byIri.values()) {
      thing.kind = narrowest(kinds.get(thing.iri)!);
      this.#byLabel.set(thing.label, this.#byLabel.has(thing.label) ? null : thing);
    }
  }

  /** Return the path of the page of a thing or term, as it stands in a link; empty for an IRI outside the project. */
  page(iri: string): string {
    if (iri.startsWith(NS) && iri.length > NS.length) return `/vocab/${escaped(iri.slice(NS.length))}`;
    const found = iri.startsWith(ID) ? /^([a-z]+)\/(.+)$/.exec(iri.slice(ID.length)) : null;
    if (!found) return "";
    return found[1] === "prop" && this.#assumptions.has(found[2]!) ? `/assumption/${escaped(found[2]!)}` : `/${found[1]}/${escaped(found[2]!)}`;
  }

  /** Return the path of the page of the only thing with this label; empty if there is none. */
  pageCalled(label: string): string {
    return this.#byLabel.get(label)?.path ?? "";
  }

  /** Return the prefixed name of an IRI, with the longest namespace. */
  short(iri: string): string {
    let best = "";
    let length = 0;
    for (const [prefix, space] of Object.entries(this.#prefixes)) {
      if (!space || !iri.startsWith(space) || space.length < length) continue;
      const local = iri.slice(space.length);
      if (/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/.test(local)) [best, length] = [`${prefix}:${local}`, space.length];
    }
    return best || `<${iri}>`;
  }

  /** Return the label of a thing, or its prefixed name. */
  label(iri: string): string {
    return this.byIri.get(iri)?.label ?? this.short(iri);
  }

  /** Return the things that a parameter of this type can stand for, by label. */
  ofType(type: string): Thing[] {
    const spaces = type.split("/").map((kind) => this.#prefixes[kind] ?? "-");
    const found = [...this.byIri.values()].filter((thing) => spaces.some((space) => thing.iri.startsWith(space)));
    const name = (thing: Thing): string => thing.label.toLowerCase();
    return found.sort((one, other) => (name(one) < name(other) ? -1 : name(one) > name(other) ? 1 : 0));
  }

  /** Return the things that have these words, or words that begin so, in their names, best first. */
  search(words: string): Thing[] {
    const wanted = spellingKey(words).split(" ").filter(Boolean);
    if (!wanted.length) return [];
    const ranked: [rank: number, place: number, thing: Thing][] = [];
    for (const [thing, keys] of this.#spellingKeys()) {
      const fit = rank(keys, wanted);
      if (fit !== null) ranked.push([fit, this.#spoken.has(thing.kind) ? 0 : 1, thing]);
    }
    ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2].label < b[2].label ? -1 : a[2].label > b[2].label ? 1 : 0));
    return ranked.map(([, , thing]) => thing);
  }

  /** Return the only thing of these kinds with this name, in any spelling. */
  called(type: string, typed: string): Thing | null {
    const key = spellingKey(typed);
    const among = type === "iri" ? [...this.byIri.values()] : this.ofType(type);
    const found = among.filter((thing) => thing.names.includes(typed) || (key && thing.names.some((name) => spellingKey(name) === key)));
    return found.length === 1 ? found[0]! : null;
  }

  #spellingKeys(): Map<Thing, string[][]> {
    this.#keys ??= new Map([...this.byIri.values()].map((thing) => [thing, thing.names.map((name) => spellingKey(name).split(" "))]));
    return this.#keys;
  }
}

/** Return the narrower class of a thing that has two, such as historian and person. */
function narrowest(kinds: ReadonlySet<string>): string {
  const sorted = [...kinds].sort();
  return sorted.find((kind) => kind !== "person" && kind !== "proposition") ?? sorted[0] ?? "";
}

/** Return 0 for exactly this name, 1 for its words, 2 for their beginnings, null for none of these. */
function rank(keys: readonly string[][], wanted: readonly string[]): number | null {
  if (keys.some((key) => key.join(" ") === wanted.join(" "))) return 0;
  if (keys.some((key) => wanted.every((word) => key.includes(word)))) return 1;
  return keys.some((key) => wanted.every((word) => key.some((one) => one.startsWith(word)))) ? 2 : null;
}
