// Pages of the single file that are made when they are opened, from answers of the engine: things
// without a name, searches, questions about something. They have the content of the site's pages.

import { type Child, make } from "../shared/dom.ts";
import { spellingKey } from "../shared/spelling.ts";
import { headValue } from "./stored_query.ts";
import type { Thing, Things } from "./things.ts";

export type Row = Record<string, string>;
/** Asks one of the stored queries of the file. */
export type Ask = (name: string, iri?: string) => Promise<Row[]>;

const SMALL = new Set("a an and by did do in is it of on or that the they to was were".split(" "));

/** A page: its title, and the content of `<main>`. */
export interface LivePage {
  title: string;
  body: Child[];
}

/** Return the page of a thing without a name, such as a passage; null if the graph has nothing on it. */
export async function nameless(iri: string, things: Things, ask: Ask): Promise<LivePage | null> {
  const facts = await ask("overview/statements", iri);
  const mentions = await ask("overview/mentions", iri);
  if (!facts.length && !mentions.length) return null;
  const passages = (await ask("overview/passages")).filter((row) => row["anchor"] === iri);
  const first = passages[0];
  const label = facts.find((row) => row["property"] === "label");
  const title = first
    ? `Passage: ${first["locator"]} of ${things.label(first["document"]!)}`
    : label?.["valueLabel"] || label?.["value"] || things.short(iri);
  const kind = first ? "passage" : things.short(iri).split(":")[0];
  const header = make("header", { class: "thing" }, make("p", { class: "kind" }, kind), make("h1", {}, title));
  const groups = [
    section(first ? "What rests on it" : "Named elsewhere", "rests", grouped(mentions, "relation"), (relation) => `as “${relation}” of`, (row) => pageLink(things.page(row["from"]!), row["fromLabel"]!)),
    section("What is recorded", "facts", grouped(facts, "property"), (name) => name, (row) => pageLink(things.page(row["value"]!), row["valueLabel"] || row["value"]!)),
  ];
  return {
    title,
    body: [make("article", {}, header, ...(first ? passageTable(passages, things) : []), ...groups.filter(isPresent), dataLink(iri), make("p", { class: "quiet" }, "IRI: ", make("code", {}, iri)))],
  };
}

function cell(head: string, attributes: Record<string, string>, child: Child): HTMLElement {
  return make("td", { role: "cell", "data-head": head, ...attributes }, child);
}

function passageTable(passages: readonly Row[], things: Things): HTMLElement[] {
  const heads = ["document", "file", "characters", "some of its words", "digest of the passage"];
  const lines = passages.map((one) =>
    make(
      "tr",
      { role: "row" },
      cell("document", {}, pageLink(things.page(one["document"]!), things.label(one["document"]!))),
      cell("file", {}, make("code", { class: "digest" }, one["file"])),
      cell("characters", { class: "number" }, `${one["start"]}–${one["end"]}`),
      cell("some of its words", {}, `“${one["quote"]}”`),
      cell("digest", {}, make("code", { class: "digest" }, one["hash"])),
    ),
  );
  const words = "Where the passage stands";
  const head = make("tr", { role: "row" }, ...heads.map((one) => make("th", { scope: "col", role: "columnheader" }, one)));
  const parts = [make("caption", {}, words), make("thead", { role: "rowgroup" }, head), make("tbody", { role: "rowgroup" }, ...lines)];
  return [
    make("p", { class: "lead" }, "The text itself is not part of this project. Who owns the document can find the passage by these marks, and ", make("code", {}, "stakhgraph verify --source FOLDER"), " checks each of them."),
    make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": words }, make("table", { class: "stacks", role: "table" }, ...parts)),
  ];
}

function section(head: string, id: string, groups: Map<string, Row[]>, name: (key: string) => string, value: (row: Row) => Child): HTMLElement | null {
  if (!groups.size) return null;
  const items = [...groups].flatMap(([key, rows]) => [make("dt", {}, name(key)), ...rows.map((row) => make("dd", {}, value(row)))]);
  return make("section", { "aria-labelledby": id }, make("h2", { id }, head), make("dl", { class: "facts" }, ...items));
}

function grouped(rows: readonly Row[], key: string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(row[key] || "other", [...(found.get(row[key] || "other") ?? []), row]);
  return found;
}

/** Return a link to all triples of a thing. */
function dataLink(iri: string): HTMLElement {
  const query = `CONSTRUCT { <${iri}> ?p ?o . ?s ?q <${iri}> }\nWHERE { { <${iri}> ?p ?o } UNION { ?s ?q <${iri}> } }`;
  return make("p", { class: "documents" }, make("a", { href: `#/sparql?query=${encodeURIComponent(query)}` }, "This as data"));
}

/** As many as a page of the site has. */
const SHOWN = 200;

/** Return the page of a search, or with `missing` the page for an address that leads nowhere. */
export function searchPage(words: string, things: Things, missing = false): LivePage {
  const title = missing ? "There is no such page" : words ? `Search: ${words}` : "Search";
  if (!words) return { title, body: [make("h1", {}, title), make("p", {}, "Write a name, or part of one: Стаханов, Stahanov and Stakhanov find the same.")] };
  const found = things.search(words);
  const cut = found.length > SHOWN ? `; the first ${SHOWN}` : "";
  const count = `${found.length} ${found.length === 1 ? "thing" : "things"} with this name or word, in any spelling or alphabet${cut}.`;
  const none = `Nothing has a name like “${words}”. Names are found in any spelling, in Latin or Cyrillic letters.`;
  return {
    title,
    body: [
      make("h1", {}, title),
      ...(found.length ? [make("p", {}, count), listed(found.slice(0, SHOWN))] : [make("p", { class: "notice" }, none)]),
      make("p", {}, make("a", { href: `#/queries?about=${encodeURIComponent(words)}` }, `Questions about “${words}”`)),
    ],
  };
}

function listed(found: readonly Thing[]): HTMLElement {
  return make("ul", { class: "things" }, ...found.map((thing) => make("li", {}, pageLink(thing.path, thing.label), " ", make("span", { class: "kind" }, thing.kind))));
}

/** Return the names of the stored queries that are about something and for a reader, best first. */
export function queriesAbout(queries: Readonly<Record<string, string>>, words: string, reader: string): string[] {
  const wanted = stems(words);
  const has = (text: string): boolean => wanted.every((stem) => spellingKey(text).split(" ").some((word) => word.startsWith(stem)));
  const title = (name: string): string => `${name} ${headValue(queries[name]!, "summary")}`;
  const all = (name: string): string => {
    const params = [...queries[name]!.matchAll(/^#\+\s*param\s.*\|(.*)$/gm)].map((match) => match[1]);
    return [title(name), headValue(queries[name]!, "about"), ...params].join(" ");
  };
  const serves = (name: string): boolean => !reader || headValue(queries[name]!, "serves").split(/,\s*/).includes(reader);
  const found = Object.keys(queries).filter((name) => serves(name) && has(all(name)));
  return [...found.filter((name) => has(title(name))), ...found.filter((name) => !has(title(name)))];
}

/** Return the stems of words, without words that carry no meaning. */
function stems(text: string): string[] {
  const words = (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => !SMALL.has(word)).map(spellingKey);
  return words.filter(Boolean).map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, "") : word));
}

function pageLink(path: string, words: string): Node | string {
  return path ? make("a", { href: `#${path}` }, words) : words;
}

function isPresent<T>(one: T | null): one is T {
  return one !== null;
}
