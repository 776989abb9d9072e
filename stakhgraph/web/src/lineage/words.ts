// Works, stances and numbers in words: the rules of web/lineage/words.py and view.py.

import type { LineageData, Settings, Stance } from "./data.ts";
import { shownLinks } from "./filters.ts";

/** Return how many works and links are shown, in words. */
export function countWords(data: LineageData, settings: Settings, kept: ReadonlySet<string>): string {
  const links = shownLinks(data, settings);
  const parts = [`${kept.size} of ${counted(data.works.length, "work")}`];
  for (const [relation, noun] of [["steps", "step"], ["citations", "citation"]] as const) {
    const same = links.filter((link) => link.of === relation);
    if (!same.length) continue;
    parts.push(counted(same.filter((link) => kept.has(link.source) && kept.has(link.target)).length, noun));
  }
  return parts.join(", ");
}

/** Return a number with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Return the key of the marker of a work: its only attitude, or that it has several, or none. */
export function markerKey(stances: readonly Stance[]): string {
  const codes = new Set(stances.map((stance) => stance.code));
  if (!codes.size) return "not told";
  return codes.size > 1 ? "several" : [...codes][0]!;
}

/** Return the words before the names of a stance: only who affirms a view is said to hold it. */
export function holderHead(stance: Stance): string {
  return stance.code === "affirms" ? "Held by" : "Whose";
}

/** Return stances in words, with inferred ones marked. */
export function stanceWords(data: LineageData, stances: readonly Stance[]): string {
  const groups = new Map<string, Set<string>>();
  for (const stance of stances) {
    const key = `${stance.inferred ? 1 : 0} ${stance.attitude}`;
    const names = groups.get(key) ?? new Set();
    groups.set(key, names.add(short(data.assumptions.find((one) => one.slug === stance.view)?.label ?? stance.label)));
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, names]) => {
      const words = `${key.slice(2)} ${[...names].sort().join(", ")}`;
      return key.startsWith("1") ? `${words} (inferred by the editors)` : words;
    })
    .join("; ");
}

/** Return the number of an assumption or clause, or its whole name if it has no number. */
function short(label: string): string {
  const [number, rest] = label.split(":", 2);
  return rest === undefined ? `“${label}”` : number!.toLowerCase();
}
