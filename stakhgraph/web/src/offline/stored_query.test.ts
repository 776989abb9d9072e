import { describe, expect, it } from "vitest";

import { PREFIXES, QUERY } from "./sample.ts";
import { bind, columns, headValue, parameters, parseValue, placeholders } from "./stored_query.ts";

describe("a stored query", () => {
  it("describes itself", () => {
    expect(headValue(QUERY, "summary")).toBe("Who holds a view?");
    expect(columns(QUERY).get("holder")).toBe("Who.");
    expect(parameters(QUERY)).toEqual([
      { name: "who", type: "person/org", example: "person:nove-alec", required: true },
      { name: "since", type: "year", example: "1950", required: false },
    ]);
    expect([...placeholders(QUERY).keys()]).toEqual(["who", "since", "other"]);
  });

  it("takes values only in the place of UNDEF", () => {
    const bound = bind(QUERY, new Map([["who", "<a:b>"]]));
    expect(bound).toContain("VALUES ?who { <a:b> } VALUES ?since { UNDEF }");
    expect(bound).not.toContain("#+ param who:");
    expect(bound).toContain("#+ param since:");
  });

  it("takes only values of its types", () => {
    expect(parseValue("person/org", "nove-alec", PREFIXES)).toBe("<https://w3id.org/stakhgraph/id/person/nove-alec>");
    expect(parseValue("person/org", "org:harvard", PREFIXES)).toBe("<https://w3id.org/stakhgraph/id/org/harvard>");
    expect(parseValue("person/org", "person:a> } #", PREFIXES)).toBeNull();
    expect(parseValue("person", "https://elsewhere.org/x", PREFIXES)).toBeNull();
    expect(parseValue("year", "1950", PREFIXES)).toBe('"1950"^^<http://www.w3.org/2001/XMLSchema#integer>');
    expect(parseValue("year", "50", PREFIXES)).toBeNull();
    expect(parseValue("integer", "+007", PREFIXES)).toBe('"7"^^<http://www.w3.org/2001/XMLSchema#integer>');
    expect(parseValue("string", 'a "b"\n\\', PREFIXES)).toBe('"a \\"b\\"\\n\\\\"');
  });
});
