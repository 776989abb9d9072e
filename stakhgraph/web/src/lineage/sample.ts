// A small invented lineage for tests.

import { spellingKey } from "../shared/spelling.ts";
import type { LineageData, Link, Settings, Stance, Work } from "./data.ts";

export const DEFAULTS: Settings = {
  assumption: "", stance: "", start: null, end: null, focus: "", depth: "1", a: "", b: "",
  basis: "first", links: "steps", explicitness: "", works: "core", view: "graph", sort: "year", down: false,
};
export const known = (): boolean => true;

export function step(earlier: string, later: string, source: string, target: string, explicitness = "stated"): Link {
  return { of: "steps", earlier, later, source, target, kind: "goes back to", explicitness, words: "", group: "" };
}

export function cites(source: string, target: string): Link {
  return { ...step(source, target, source, target), of: "citations", kind: "cites" };
}

export const LINKS = [step("t", "p", "trotsky", "pasquier", "impliedByOrder"), step("p", "d", "pasquier", "deutscher", "impliedByOrder"),
  step("t", "f", "trotsky", "filtzer"), step("d", "f", "deutscher", "filtzer", "inferred"), step("s", "f2", "schwarz", "filtzer"),
  cites("trotsky", "siegelbaum"), cites("filtzer", "siegelbaum")];

export function stance(code: string, view = "clause-3b", inferred = false): Stance {
  const none: string[] = [];
  return { slug: `${code}-${view}`, view, label: view, statement: "", attitude: code, code, known: "", inferred, asked: [view, "assumption-3"],
    reference: "", who: none, certain: true, reporters: none, mode: "", editions: none, hedges: none, hedgers: none,
    confidence: "", reasons: none, notes: none, documents: none, evidence: [] };
}

export function work(slug: string, first: number | null, cited: number | null, own: Stance[] = []): Work {
  return { slug, label: slug, titles: [], authors: [], keys: [spellingKey(slug)], first: [first, cited, true], cited: [cited, first, true],
    years: { first: "", cited: "" }, said: own };
}

export const DATA: LineageData = {
  choice: DEFAULTS, usual: DEFAULTS, core: null, attitudes: { affirms: "affirms", rejects: "rejects" },
  assumptions: [{ slug: "assumption-3", label: "Assumption 3: x", whole: "" }, { slug: "clause-3b", label: "Clause 3b: y", whole: "assumption-3" }],
  works: [work("trotsky", 1937, 1965, [stance("affirms", "clause-3b", true)]), work("pasquier", 1937, 1937), work("deutscher", 1950, 1950),
    work("schwarz", 1952, 1952), work("filtzer", 1986, 1986), work("siegelbaum", 1988, 1988, [stance("rejects")]), work("barker", null, null)],
  arcs: LINKS,
};
