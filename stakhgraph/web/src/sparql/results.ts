// Answers of SPARQL as a table: shortened names, links to pages, columns that sort.

import { make } from "../shared/dom.ts";

export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: unknown;
  datatype?: string;
  "xml:lang"?: string;
}

export interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term | undefined>[] };
}

export const RESULTS = "application/sparql-results+json";
/** So many rows are shown. */
export const MOST_ROWS = 1000;
const ID = "https://w3id.org/stakhgraph/id/";
const NS = "https://w3id.org/stakhgraph/ns#";

/** Return the path of the page of a thing or term of the project; empty for any other IRI. */
export function pageOf(iri: string): string {
  if (iri.startsWith(NS) && iri.length > NS.length) return `/vocab/${encodeURIComponent(iri.slice(NS.length))}`;
  const found = iri.startsWith(ID) ? /^([a-z]+)\/([^/?#]+)$/.exec(iri.slice(ID.length)) : null;
  return found ? `/${found[1]}/${found[2]}` : "";
}

/** Return an IRI with a prefix that the query declares, or one of the project's. */
export function shortName(iri: string, prefixes: ReadonlyMap<string, string>): string {
  let best = "";
  for (const [prefix, space] of prefixes) {
    const local = iri.startsWith(space) ? iri.slice(space.length) : "";
    const name = `${prefix}:${local}`;
    if (/^[A-Za-z0-9_][\w.-]*$/.test(local) && (!best || name.length < best.length)) best = name;
  }
  if (best) return best;
  const own = iri.startsWith(ID) ? /^([a-z]+)\/([^/?#]+)$/.exec(iri.slice(ID.length)) : null;
  return own ? `${own[1]}:${own[2]}` : iri;
}

/** Return the prefixes that a query declares. */
export function declaredPrefixes(query: string): Map<string, string> {
  const found = query.matchAll(/^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>/gim);
  return new Map([...found].map((match) => [match[1]!, match[2]!]));
}

/** Return a term as text for a reader. */
export function termText(term: Term | undefined, prefixes: ReadonlyMap<string, string>): string {
  if (!term) return "";
  if (term.type === "uri") return shortName(String(term.value), prefixes);
  if (term.type === "bnode") return `_:${String(term.value)}`;
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value as Record<string, Term>;
    return `<< ${[subject, predicate, object].map((part) => termText(part, prefixes)).join(" ")} >>`;
  }
  return String(term.value);
}

/** Compare two cells: numbers by size, everything else by the alphabet, empty cells last. */
export function compare(one: string, other: string): number {
  if (!one || !other) return one ? -1 : other ? 1 : 0;
  const [a, b] = [Number(one), Number(other)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return one.localeCompare(other, "en", { numeric: true });
}

/** Return a table of an answer; the head of each column sorts by it. */
export function table(answer: Results, query: string, address: (path: string) => string = (path) => path): HTMLElement {
  const columns = answer.head.vars ?? [];
  const rows = answer.results?.bindings ?? [];
  const prefixes = declaredPrefixes(query);
  const body = make("tbody");
  let order: { column: string; down: boolean } | null = null;
  const fill = (): void => {
    const sorted = [...rows];
    if (order) {
      const { column, down } = order;
      sorted.sort((a, b) => compare(termText(a[column], prefixes), termText(b[column], prefixes)) * (down ? -1 : 1));
    }
    body.replaceChildren(...sorted.slice(0, MOST_ROWS).map((row) => line(columns, row, prefixes, address)));
  };
  const heads = columns.map((column) => {
    const button = make("button", { type: "button" }, column);
    const head = make("th", { scope: "col", "aria-sort": "none" }, button);
    button.addEventListener("click", () => {
      order = { column, down: order?.column === column && !order.down };
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      fill();
    });
    return head;
  });
  fill();
  const count = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  const caption = make("caption", {}, rows.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${count}` : count);
  const grid = make("table", { class: "answer" }, caption, make("thead", {}, make("tr", {}, ...heads)), body);
  return make("div", { class: "wide", role: "region", "aria-label": "Answer", tabindex: "0" }, grid);
}

function line(
  columns: readonly string[],
  row: Record<string, Term | undefined>,
  prefixes: ReadonlyMap<string, string>,
  address: (path: string) => string,
): HTMLTableRowElement {
  return make("tr", {}, ...columns.map((column) => make("td", {}, cell(row[column], prefixes, address))));
}

function cell(term: Term | undefined, prefixes: ReadonlyMap<string, string>, address: (path: string) => string): Node | string {
  const words = termText(term, prefixes);
  if (term?.type !== "uri") return words;
  const path = pageOf(String(term.value));
  if (path) return make("a", { href: address(path), title: String(term.value) }, words);
  return make("span", { title: String(term.value) }, words);
}

/** What is wrong with a query, and where; line 0 if the place is not known. */
export interface Fault {
  message: string;
  line: number;
  column: number;
}

/** Parse the message of an endpoint about a fault. */
export function parseFault(text: string): Fault {
  const found = /^(?:error: )?line (\d+), column (\d+): ([\s\S]*)$/i.exec(text.trim());
  if (!found) return { message: text.trim() || "The query could not be answered.", line: 0, column: 0 };
  const message = found[3]!.trim();
  return {
    message: message.charAt(0).toUpperCase() + message.slice(1),
    line: Number(found[1]),
    column: Number(found[2]),
  };
}

/** Save a text as a file. */
export function save(text: string, media: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: media }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
