// The answer to a stored query as the site shows it (web/rendering/answer_table.py, macros.html).

import { type Child, make } from "../shared/dom.ts";
import type { Results, Term } from "../sparql/results.ts";
import type { Things } from "./things.ts";

const MOST_ROWS = 2000;
const LONG = 36; // characters in a cell make its column a wide one

/** The text of a cell, and the path of the page of what it names. */
type Cell = [text: string, path: string];

/** Return what is shown of an answer: values that are the same in every row, the table, a note. */
export function answerTable(results: Results, things: Things, meanings: ReadonlyMap<string, string>, caption: string): Child[] {
  const names = results.head.vars ?? [];
  const rows = results.results?.bindings ?? [];
  const kinds = names.map((name) => new Set(rows.map((row) => JSON.stringify(row[name] ?? null))));
  const all = names.map((_, at) => at);
  const full = all.filter((at) => [...kinds[at]!].some((one) => one !== "null"));
  const same = rows.length > 1 ? all.filter((at) => kinds[at]!.size === 1) : [];
  const other = full.filter((at) => !same.includes(at));
  const kept = other.length ? other : full;
  const empty = all.filter((at) => !full.includes(at)).map((at) => spaced(names[at]!));
  const cells = rows.slice(0, MOST_ROWS).map((row) => names.map((name) => cell(row[name], things)));
  const long = all.map((at) => cells.some((row) => row[at]![0].length > LONG));
  const head = kept.map((at) => make("th", { scope: "col", ...title(meanings.get(names[at]!)) }, spaced(names[at]!)));
  const lines = cells.map((row) => make("tr", {}, ...kept.map((at) => make("td", long[at] ? { class: "long" } : {}, linked(row[at]!)))));
  const body = make("tbody", {}, ...lines);
  const constant = same.filter((at) => cells[0]?.[at]?.[0]);
  return [
    constant.length ? make("dl", { class: "facts same" }, ...constant.flatMap((at) => [make("dt", {}, `${spaced(names[at]!)}, in every row`), make("dd", {}, linked(cells[0]![at]!))])) : null,
    make(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
      make("table", { class: "answer" }, make("caption", { class: "hidden" }, caption), make("thead", {}, make("tr", {}, ...head)), body),
    ),
    rows.length > MOST_ROWS ? make("p", { class: "notice" }, `Only the first ${MOST_ROWS} of ${rows.length} rows are shown; a download has them all.`) : null,
    empty.length && rows.length ? make("p", { class: "quiet" }, `Left out, since empty in every row: ${empty.join(", ")}.`) : null,
  ];
}

/** Return the name of a column in words: yearBasis becomes year basis. */
export function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}

function title(words: string | undefined): Record<string, string> {
  return words ? { title: words } : {};
}

function cell(term: Term | undefined, things: Things): Cell {
  if (!term) return ["", ""];
  const value = String(term.value);
  if (term.type === "uri") return [things.label(value), things.page(value)];
  return term.type === "bnode" ? [`_:${value}`, ""] : [value, things.pageCalled(value)];
}

function linked([text, path]: Cell): Node | string {
  return path ? make("a", { href: `#${path}` }, text) : text;
}
