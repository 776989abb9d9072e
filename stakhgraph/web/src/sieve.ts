// Which works and links a choice leaves: the same rules as in choice.py.

import type { Arc, Choice, Island, Said, Work } from "./island.ts";
import { around, between } from "./reach.ts";

export interface Filter {
  words: string;
  left: Set<string>;
  dropped: Partial<Choice>;
}

const STEPS: Record<string, string> = { "1": "one step", "2": "two steps", all: "all steps" };

/** Give the links of the kind and explicitness that are chosen. */
export function links(island: Island, choice: Choice): Arc[] {
  return island.arcs.filter(
    (arc) =>
      (choice.links === "both" || arc.of === choice.links) &&
      (!choice.explicitness || (arc.explicitness === "stated") === (choice.explicitness === "stated")),
  );
}

/** Give what a work says on an assumption and its clauses, or on any of them. */
export function on(work: Work, assumption: string): Said[] {
  return work.said.filter((said) => (assumption ? said.asked.includes(assumption) : said.asked.length > 0));
}

/** Give the filters that are on, with the works that each leaves. */
export function filters(island: Island, choice: Choice): Filter[] {
  const found: Filter[] = [];
  const where = (words: string, dropped: Partial<Choice>, kept: (work: Work) => boolean): void => {
    found.push({ words, dropped, left: new Set(island.works.filter(kept).map((work) => work.slug)) });
  };
  const label = (slug: string): string => island.works.find((work) => work.slug === slug)?.label ?? slug;
  if (island.core && choice.works === "core") {
    const core = new Set(island.core);
    const words = `the ${core.size} works with the most links and views`;
    where(words, { works: "all" }, (work) => core.has(work.slug));
  }
  if (choice.assumption) {
    const name = island.assumptions.find((one) => one.slug === choice.assumption)?.label;
    where(`a stance on “${name}”`, { assumption: "" }, (work) => on(work, choice.assumption).length > 0);
  }
  if (choice.stance) {
    where(`a stance that ${island.attitudes[choice.stance]}`, { stance: "" }, (work) =>
      (choice.assumption ? on(work, choice.assumption) : work.said).some((said) => said.code === choice.stance),
    );
  }
  if (choice.start !== null || choice.end !== null) {
    where(`years ${span(choice)}`, { start: null, end: null }, (work) => {
      const [year] = work[choice.basis];
      return year !== null && year >= (choice.start ?? -Infinity) && year <= (choice.end ?? Infinity);
    });
  }
  const drawn = links(island, choice);
  if (choice.focus) {
    const near = around(drawn, choice.focus, choice.depth);
    const words = `within ${STEPS[choice.depth]} of ${label(choice.focus)}`;
    where(words, { focus: "", depth: "1" }, (work) => near.has(work.slug));
  }
  if (choice.a && choice.b) {
    const path = between(drawn, choice.a, choice.b);
    const words = `on a path from ${label(choice.a)} to ${label(choice.b)}`;
    where(words, { a: "", b: "" }, (work) => path.has(work.slug));
  }
  return found;
}

function span({ start, end }: Choice): string {
  return end === null ? `from ${start}` : start === null ? `to ${end}` : `${start}–${end}`;
}

/** Give the works that pass all filters. */
export function kept(island: Island, active: readonly Filter[]): Set<string> {
  const all = island.works.map((work) => work.slug);
  return new Set(all.filter((slug) => active.every((filter) => filter.left.has(slug))));
}

/** Say how many works and links are shown. */
export function counted(island: Island, choice: Choice, left: ReadonlySet<string>): string {
  const drawn = links(island, choice);
  const told = [`${left.size} of ${number(island.works.length, "work")}`];
  for (const [of, noun] of [["steps", "step"], ["citations", "citation"]] as const) {
    const mine = drawn.filter((arc) => arc.of === of);
    if (!mine.length) continue;
    told.push(number(mine.filter((arc) => left.has(arc.source) && left.has(arc.target)).length, noun));
  }
  return told.join(", ");
}

/** Give a number with its noun. */
export function number(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Give the marker of a work: its one attitude, or that it has several, or none. */
export function mark(said: readonly Said[]): string {
  const codes = new Set(said.map((one) => one.code));
  if (!codes.size) return "not told";
  return codes.size > 1 ? "several" : [...codes][0]!;
}

/** Say what stances are taken, inferences marked as such. */
export function stances(island: Island, said: readonly Said[]): string {
  const groups = new Map<string, Set<string>>();
  for (const one of said) {
    const key = `${one.inferred ? 1 : 0} ${one.attitude}`;
    const names = groups.get(key) ?? new Set();
    groups.set(key, names.add(short(island.assumptions.find((a) => a.slug === one.view)?.label ?? one.label)));
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, names]) => {
      const told = `${key.slice(2)} ${[...names].sort().join(", ")}`;
      return key.startsWith("1") ? `${told} (inferred by the curators)` : told;
    })
    .join("; ");
}

function short(label: string): string {
  const [name, rest] = label.split(":", 2);
  return rest === undefined ? `“${label}”` : name!.toLowerCase();
}
