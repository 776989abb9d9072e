// What needs no page: addresses, reach, filters, spellings, keys, answers.

import { describe, expect, test } from "vitest";

import { address, read } from "./choice.ts";
import { finds, fold } from "./fold.ts";
import type { Arc, Choice, Island, Said, Work } from "./island.ts";
import { around, between } from "./reach.ts";
import { compare, fault, page, prefixes, short, text } from "./results.ts";
import { counted, filters, kept, mark, stances } from "./sieve.ts";
import { firstOrLast, neighbours, upOrDown, Walker } from "./walk.ts";

const USUAL: Choice = {
  assumption: "", stance: "", start: null, end: null, focus: "", depth: "1", a: "", b: "",
  basis: "first", links: "steps", explicitness: "", works: "core", view: "graph", sort: "year", down: false,
};
const known = (): boolean => true;

function step(earlier: string, later: string, source: string, target: string, explicitness = "stated"): Arc {
  return { of: "steps", earlier, later, source, target, kind: "goes back to", explicitness, words: "", group: "" };
}

function cites(source: string, target: string): Arc {
  return { ...step(source, target, source, target), of: "citations", kind: "cites" };
}

const ARCS = [step("t", "p", "trotsky", "pasquier", "impliedByOrder"), step("p", "d", "pasquier", "deutscher", "impliedByOrder"),
  step("t", "f", "trotsky", "filtzer"), step("d", "f", "deutscher", "filtzer", "inferred"), step("s", "f2", "schwarz", "filtzer"),
  cites("trotsky", "siegelbaum"), cites("filtzer", "siegelbaum")];

function said(code: string, view = "clause-3b", inferred = false): Said {
  const none: string[] = [];
  return { slug: `${code}-${view}`, view, label: view, statement: "", attitude: code, code, known: "", inferred, asked: [view, "assumption-3"],
    reference: "", holders: none, certain: true, reporters: none, mode: "", editions: none, hedges: none, hedgers: none,
    confidence: "", reasons: none, notes: none, documents: none, evidence: [] };
}

function work(slug: string, first: number | null, cited: number | null, own: Said[] = []): Work {
  return { slug, label: slug, titles: [], authors: [], keys: [fold(slug)], first: [first, cited, true], cited: [cited, first, true],
    years: { first: "", cited: "" }, said: own };
}

const ISLAND: Island = {
  choice: USUAL, usual: USUAL, core: null, attitudes: { affirms: "affirms", rejects: "rejects" },
  assumptions: [{ slug: "assumption-3", label: "Assumption 3: x", whole: "" }, { slug: "clause-3b", label: "Clause 3b: y", whole: "assumption-3" }],
  works: [work("trotsky", 1937, 1965, [said("affirms", "clause-3b", true)]), work("pasquier", 1937, 1937), work("deutscher", 1950, 1950),
    work("schwarz", 1952, 1952), work("filtzer", 1986, 1986), work("siegelbaum", 1988, 1988, [said("rejects")]), work("barker", null, null)],
  arcs: ARCS,
};
const left = (choice: Partial<Choice>): string[] => [...kept(ISLAND, filters(ISLAND, { ...USUAL, ...choice }))].sort();

describe("the address", () => {
  test("leaves out what is usual", () => {
    expect(address(USUAL, USUAL)).toBe("");
    expect(address({ ...USUAL, start: 1935, basis: "cited", sort: "work", down: true }, USUAL)).toBe("?from=1935&basis=cited&sort=-work");
  });
  test("is read as it was written", () => {
    const choice: Choice = { ...USUAL, assumption: "clause-3b", end: 1990, focus: "filtzer", depth: "all", links: "both", sort: "views", down: true };
    expect(read(address(choice, USUAL), USUAL, known)).toEqual(choice);
  });
  test("says nothing where it says nothing known", () => {
    expect(read("?depth=7&from=19xx&basis=", USUAL, () => false)).toEqual(USUAL);
  });
});

describe("reach", () => {
  test("goes so many steps both ways", () => {
    expect([...around(ARCS, "filtzer", "1")].sort()).toEqual(["deutscher", "filtzer", "schwarz", "siegelbaum", "trotsky"]);
    expect(around(ARCS, "pasquier", "1")).toEqual(new Set(["pasquier", "trotsky", "deutscher"]));
    expect(around(ARCS, "pasquier", "all")).toContain("filtzer");
  });
  test("never goes from one argument into another", () => {
    const arcs = [step("a1", "a2", "one", "two"), step("b1", "b2", "two", "three")];
    expect(around(arcs, "one", "all")).toEqual(new Set(["one", "two"]));
    expect(between(arcs, "one", "three").size).toBe(0);
  });
  test("finds what lies on a path, in its direction only", () => {
    const steps = ARCS.filter((arc) => arc.of === "steps");
    expect([...between(steps, "trotsky", "filtzer")].sort()).toEqual(["deutscher", "filtzer", "pasquier", "trotsky"]);
    expect(between(steps, "filtzer", "trotsky").size).toBe(0);
  });
});

describe("filters", () => {
  test("take works away, all of them together", () => {
    expect(left({ assumption: "assumption-3" })).toEqual(["siegelbaum", "trotsky"]);
    expect(left({ assumption: "assumption-3", stance: "rejects" })).toEqual(["siegelbaum"]);
    expect(left({ start: 1980 })).toEqual(["filtzer", "siegelbaum"]);
    expect(left({ start: 1960, end: 1970, basis: "cited" })).toEqual(["trotsky"]);
    expect(left({ focus: "filtzer", links: "citations" })).toEqual(["filtzer", "siegelbaum"]);
    expect(left({ focus: "filtzer", explicitness: "implied" })).toEqual(["deutscher", "filtzer"]);
  });
  test("name themselves and what drops them", () => {
    const [one] = filters(ISLAND, { ...USUAL, start: 1900, end: 1901 });
    expect(one).toMatchObject({ words: "years 1900–1901", dropped: { start: null, end: null } });
  });
  test("are counted in words", () => {
    expect(counted(ISLAND, USUAL, new Set(["trotsky", "filtzer"]))).toBe("2 of 7 works, 1 step");
  });
  test("choose a marker", () => {
    expect([mark([]), mark([said("affirms"), said("affirms")]), mark([said("affirms"), said("rejects")])]).toEqual(["not told", "affirms", "several"]);
  });
  test("stances are said with inferences marked", () => {
    const both = [said("affirms", "clause-3b", true), said("rejects", "assumption-3")];
    expect(stances(ISLAND, both)).toBe("rejects assumption 3; affirms clause 3b (inferred by the curators)");
  });
});

describe("spelling", () => {
  test.each(["Стаханов", "Stahanov", "stakhanov", "Stachanow", "STAKHÁNOV"])("%s is found", (name) => {
    expect(fold(name)).toBe("stahanov");
    expect(finds(name, [fold("Siegelbaum, Stakhanovism and the Politics of Productivity")])).toBe(true);
  });
  test("finds from the start of a word", () => {
    expect(finds("rotsky", [fold("Trotsky")])).toBe(false);
    expect(finds("  ", [fold("Trotsky")])).toBe(false);
  });
});

describe("keys", () => {
  test("the same key goes to the next of several, with shift on from there", () => {
    const walker = new Walker();
    const first = walker.along(ARCS, "filtzer", "ArrowLeft", false);
    expect(first).toEqual({ to: "trotsky", words: "1 of 3, from which it takes" });
    expect(walker.along(ARCS, "trotsky", "ArrowLeft", false)?.to).toBe("deutscher");
    expect(walker.along(ARCS, "deutscher", "ArrowLeft", true)).toEqual({ to: "pasquier", words: "from which it takes" });
    expect(walker.along(ARCS, "pasquier", "ArrowLeft", false)?.to).toBe("trotsky");
    expect(walker.along(ARCS, "trotsky", "ArrowLeft", false)).toBeNull();
  });
  test("neighbours come once each", () => {
    expect(neighbours([...ARCS, ...ARCS], "trotsky", "ArrowRight")).toEqual(["pasquier", "filtzer", "siegelbaum"]);
  });
  test("lanes and ends", () => {
    const spots = [{ slug: "a", x: 10, lane: 0 }, { slug: "b", x: 90, lane: 2 }, { slug: "c", x: 20, lane: 2 }];
    expect(upOrDown(spots, spots[0]!, 1)).toBe("c");
    expect(upOrDown(spots, spots[0]!, -1)).toBeNull();
    expect([firstOrLast(spots, false), firstOrLast(spots, true), firstOrLast([], true)]).toEqual(["a", "b", null]);
  });
});

describe("answers", () => {
  test("names of the graph lead to their pages", () => {
    expect(page("https://w3id.org/stakhgraph/id/person/nove-alec")).toBe("/person/nove-alec");
    expect(page("https://w3id.org/stakhgraph/ns#Stance")).toBe("/vocab/Stance");
    expect(page("https://example.org/x")).toBe("");
  });
  test("names are shortened by the prefixes of the query", () => {
    const declared = prefixes("PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nSELECT * {}");
    expect(short("http://xmlns.com/foaf/0.1/name", declared)).toBe("foaf:name");
    expect(short("https://w3id.org/stakhgraph/id/work/a-b", declared)).toBe("work:a-b");
    expect(short("http://a/b/c", declared)).toBe("http://a/b/c");
  });
  test("every kind of term has a text", () => {
    const uri = { type: "uri", value: "http://a/b" } as const;
    expect(text({ type: "triple", value: { subject: uri, predicate: uri, object: { type: "bnode", value: "x" } } }, new Map())).toBe("<< http://a/b http://a/b _:x >>");
    expect(text(undefined, new Map())).toBe("");
  });
  test("numbers sort by size and open cells last", () => {
    expect(["10", "", "9", "b", "a"].sort(compare)).toEqual(["9", "10", "a", "b", ""]);
  });
  test("a fault has a line, a column and a sentence", () => {
    expect(fault("Line 3, column 7: a { that is not closed. Add the }.\n")).toEqual({ message: "A { that is not closed. Add the }.", line: 3, column: 7 });
    expect(fault("Updates are not taken here.\n").line).toBe(0);
  });
});
