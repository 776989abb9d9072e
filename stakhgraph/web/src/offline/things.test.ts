import { describe, expect, it } from "vitest";

import { PREFIXES } from "./sample.ts";
import { Things } from "./things.ts";

describe("things", () => {
  const rows = [
    ["person/stakhanov-aleksei", "person", "Aleksei Stakhanov"],
    ["person/stakhanov-aleksei", "person", "Alexei Stahanov"],
    ["prop/one", "assumption", "Assumption 1"],
    ["prop/two", "factual claim", "Stakhanov hewed 102 tons"],
  ].map(([slug, kind, name]) => ({ thing: `https://w3id.org/stakhgraph/id/${slug}`, class: kind!, name: name! }));
  const things = new Things(rows, rows.map(({ thing, name }) => ({ thing, name })).reverse(), { assumptions: ["one"], spoken: ["person"], prefixes: PREFIXES });

  it("are found in any spelling, the best first", () => {
    for (const typed of ["Стаханов", "Stahanov", "stakhanov", "Stachanow"]) {
      expect(things.search(typed).map((one) => one.kind)).toEqual(["person", "factual claim"]);
    }
    expect(things.search("Nemo")).toEqual([]);
    expect(things.called("person", "alexei stachanow")?.iri).toContain("stakhanov-aleksei");
  });

  it("have their pages and short names", () => {
    expect(things.page("https://w3id.org/stakhgraph/id/prop/one")).toBe("/assumption/one");
    expect(things.page("https://w3id.org/stakhgraph/ns#Work")).toBe("/vocab/Work");
    expect(things.page("https://example.org/")).toBe("");
    expect(things.page("https://w3id.org/stakhgraph/id/person/a%2Fb")).toBe("/person/a%252Fb");
    expect(things.page("https://w3id.org/stakhgraph/id/person/a/Ж?c")).toBe("/person/a%2FЖ%3Fc");
    expect(things.short("https://w3id.org/stakhgraph/id/person/x")).toBe("person:x");
    expect(things.short("https://example.org/x")).toBe("<https://example.org/x>");
    expect(things.pageCalled("Aleksei Stakhanov")).toBe("/person/stakhanov-aleksei");
  });
});
