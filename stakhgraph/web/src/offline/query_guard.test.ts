import { describe, expect, it } from "vitest";

import { checkQuery, tokens } from "./query_guard.ts";

function fault(query: string): string {
  const found = checkQuery(query);
  return "fault" in found ? `${found.fault.line}:${found.fault.column} ${found.fault.message}` : found.form;
}

describe("a query", () => {
  it("is refused if it would change, fetch or choose data", () => {
    expect(fault("INSERT DATA { <a:b> <a:b> 1 }")).toContain("1:1 An update (INSERT)");
    expect(fault("SELECT * {\n SERVICE <http://example.org> { ?s ?p ?o } }")).toContain("2:2 The query asks another server");
    expect(fault("SELECT * FROM <http://example.org> { ?s ?p ?o }")).toContain("1:10 The query names its own data");
    expect(fault("hello")).toContain("Not a SPARQL query");
  });

  it("is refused also if keywords are escaped", () => {
    expect(fault("SELECT * { \\u0053ERVICE <http://example.org> { ?s ?p ?o } }")).toContain("another server");
  });

  it("may have such words in names, texts and comments", () => {
    expect(fault('# DELETE\nPREFIX a: <http://from/service> SELECT ?from { ?from a:service "SERVICE FROM" }')).toBe("SELECT");
    expect(fault("ASK { ?s ?p ?o }")).toBe("ASK");
  });

  it("is read in pieces", () => {
    expect(tokens("ask { ?ü a:b \"x\"@en , 'y' } # end").map((one) => one.kind)).toEqual(["word", "mark", "variable", "name", "string", "language", "mark", "string", "mark"]);
  });
});
