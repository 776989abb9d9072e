import { describe, expect, test } from "vitest";

import { compare, declaredPrefixes, pageOf, parseFault, shortName, termText } from "./results.ts";

describe("answers", () => {
  test("names of the graph lead to their pages", () => {
    expect(pageOf("https://w3id.org/stakhgraph/id/person/nove-alec")).toBe("/person/nove-alec");
    expect(pageOf("https://w3id.org/stakhgraph/ns#Stance")).toBe("/vocab/Stance");
    expect(pageOf("https://example.org/x")).toBe("");
  });
  test("names are shortened by the prefixes of the query", () => {
    const declared = declaredPrefixes("PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nSELECT * {}");
    expect(shortName("http://xmlns.com/foaf/0.1/name", declared)).toBe("foaf:name");
    expect(shortName("https://w3id.org/stakhgraph/id/work/a-b", declared)).toBe("work:a-b");
    expect(shortName("http://a/b/c", declared)).toBe("http://a/b/c");
  });
  test("every kind of term has a text", () => {
    const uri = { type: "uri", value: "http://a/b" } as const;
    expect(termText({ type: "triple", value: { subject: uri, predicate: uri, object: { type: "bnode", value: "x" } } }, new Map())).toBe("<< http://a/b http://a/b _:x >>");
    expect(termText(undefined, new Map())).toBe("");
  });
  test("numbers sort by size and open cells last", () => {
    expect(["10", "", "9", "b", "a"].sort(compare)).toEqual(["9", "10", "a", "b", ""]);
  });
  test("a fault has a line, a column and a sentence", () => {
    expect(parseFault("Line 3, column 7: a { that is not closed. Add the }.\n")).toEqual({ message: "A { that is not closed. Add the }.", line: 3, column: 7 });
    expect(parseFault("Updates are not taken here.\n").line).toBe(0);
  });
});
