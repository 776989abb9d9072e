// Which works pass the filters and which links are shown: the rules of web/lineage/filters.py.

import type { LineageData, Link, Settings, Stance, Work } from "./data.ts";
import { around, between } from "./reach.ts";

/** A filter that is on: its words, the works that pass it, and the settings that drop it. */
export interface Filter {
  words: string;
  passing: Set<string>;
  dropped: Partial<Settings>;
}

const STEPS: Record<string, string> = { "1": "one step", "2": "two steps", all: "all steps" };

/** Return the links of the chosen relation and explicitness. */
export function shownLinks(data: LineageData, settings: Settings): Link[] {
  return data.arcs.filter(
    (link) =>
      (settings.links === "both" || link.of === settings.links) &&
      (!settings.explicitness || (link.explicitness === "stated") === (settings.explicitness === "stated")),
  );
}

/** Return the stances of a work on an assumption and its clauses; on any of them if it is empty. */
export function stancesOn(work: Work, assumption: string): Stance[] {
  return work.said.filter((stance) => (assumption ? stance.asked.includes(assumption) : stance.asked.length > 0));
}

/** Return the filters that are on, with the works that pass each of them. */
export function activeFilters(data: LineageData, settings: Settings): Filter[] {
  const filters: Filter[] = [];
  const add = (words: string, dropped: Partial<Settings>, passes: (work: Work) => boolean): void => {
    filters.push({ words, dropped, passing: new Set(data.works.filter(passes).map((work) => work.slug)) });
  };
  const label = (slug: string): string => data.works.find((work) => work.slug === slug)?.label ?? slug;
  if (data.core && settings.works === "core") {
    const core = new Set(data.core);
    const words = `the ${core.size} works with the most links and views`;
    add(words, { works: "all" }, (work) => core.has(work.slug));
  }
  if (settings.assumption) {
    const name = data.assumptions.find((one) => one.slug === settings.assumption)?.label;
    add(`a stance on “${name}”`, { assumption: "" }, (work) => stancesOn(work, settings.assumption).length > 0);
  }
  if (settings.stance) {
    add(`a stance that ${data.attitudes[settings.stance]}`, { stance: "" }, (work) =>
      (settings.assumption ? stancesOn(work, settings.assumption) : work.said).some((stance) => stance.code === settings.stance),
    );
  }
  if (settings.start !== null || settings.end !== null) {
    add(`years ${span(settings)}`, { start: null, end: null }, (work) => {
      const [year] = work[settings.basis];
      return year !== null && year >= (settings.start ?? -Infinity) && year <= (settings.end ?? Infinity);
    });
  }
  const links = shownLinks(data, settings);
  if (settings.focus) {
    const near = around(links, settings.focus, settings.depth);
    const words = `within ${STEPS[settings.depth]} of ${label(settings.focus)}`;
    add(words, { focus: "", depth: "1" }, (work) => near.has(work.slug));
  }
  if (settings.a && settings.b) {
    const path = between(links, settings.a, settings.b);
    const words = `on a path from ${label(settings.a)} to ${label(settings.b)}`;
    add(words, { a: "", b: "" }, (work) => path.has(work.slug));
  }
  return filters;
}

function span({ start, end }: Settings): string {
  return end === null ? `from ${start}` : start === null ? `to ${end}` : `${start}–${end}`;
}

/** Return the works that pass all filters. */
export function passing(data: LineageData, filters: readonly Filter[]): Set<string> {
  const all = data.works.map((work) => work.slug);
  return new Set(all.filter((slug) => filters.every((filter) => filter.passing.has(slug))));
}
