// The logic of the single file that needs no page.

import { describe, expect, it } from "vitest";

import { bind, columns, guard, holes, parameters, said, term, tokens } from "./guard.ts";
import { about } from "./live.ts";
import { bytes } from "./pack.ts";
import { Things } from "./things.ts";
import { shortened } from "./turtle.ts";

const QUESTION = `#+ summary: Who holds a view?
#+ serves: historian, student
#+ about: views, attribution
#+ param who: person/org | required example=person:nove-alec | Who holds it.
#+ param since: year | example=1950 | The first year.
#+ column holder: Who.
SELECT ?holder { VALUES ?who { UNDEF } VALUES ?since { UNDEF } VALUES ?other { UNDEF } ?who ?since ?holder }`;
const PREFIXES = { person: "https://w3id.org/stakhgraph/id/person/", org: "https://w3id.org/stakhgraph/id/org/", stakh: "https://w3id.org/stakhgraph/ns#" };

function fault(query: string): string {
  const found = guard(query);
  return "fault" in found ? `${found.fault.line}:${found.fault.column} ${found.fault.message}` : found.form;
}

describe("what is packed", () => {
  it("is read as Python writes it", () => {
    expect([...bytes("")]).toEqual([]);
    expect([...bytes("00Do1|2z")]).toEqual([0, 1, 127, 128, 255, 60]);
    expect(new TextDecoder().decode(bytes("b97;AXlHU^aA*"))).toBe("stakhgraph");
    expect([...bytes("`uqI-{{Q;]{Qds_")]).toEqual([250, 251, 252, 253, 254, 255, 250, 251, 252, 253, 254, 255]);
  });
});

describe("a query", () => {
  it("is refused if it would change, fetch or choose data", () => {
    expect(fault("INSERT DATA { <a:b> <a:b> 1 }")).toContain("1:1 An update (INSERT)");
    expect(fault("SELECT * {\n SERVICE <http://example.org> { ?s ?p ?o } }")).toContain("2:2 The query asks another server");
    expect(fault("SELECT * FROM <http://example.org> { ?s ?p ?o }")).toContain("1:10 The query names its own data");
    expect(fault("hello")).toContain("Not a SPARQL query");
  });

  it("is refused behind escapes as well", () => {
    expect(fault("SELECT * { \\u0053ERVICE <http://example.org> { ?s ?p ?o } }")).toContain("another server");
  });

  it("may speak of such words in names, texts and comments", () => {
    expect(fault('# DELETE\nPREFIX a: <http://from/service> SELECT ?from { ?from a:service "SERVICE FROM" }')).toBe("SELECT");
    expect(fault("ASK { ?s ?p ?o }")).toBe("ASK");
  });

  it("is read in pieces", () => {
    expect(tokens("ask { ?ü a:b \"x\"@en , 'y' } # end").map((one) => one.kind)).toEqual(["word", "mark", "variable", "name", "string", "language", "mark", "string", "mark"]);
  });
});

describe("a question", () => {
  it("tells of itself", () => {
    expect(said(QUESTION, "summary")).toBe("Who holds a view?");
    expect(columns(QUESTION).get("holder")).toBe("Who.");
    expect(parameters(QUESTION)).toEqual([
      { name: "who", type: "person/org", example: "person:nove-alec", required: true },
      { name: "since", type: "year", example: "1950", required: false },
    ]);
    expect([...holes(QUESTION).keys()]).toEqual(["who", "since", "other"]);
  });

  it("takes values in the place of UNDEF alone", () => {
    const bound = bind(QUESTION, new Map([["who", "<a:b>"]]));
    expect(bound).toContain("VALUES ?who { <a:b> } VALUES ?since { UNDEF }");
    expect(bound).not.toContain("#+ param who:");
    expect(bound).toContain("#+ param since:");
  });

  it("takes checked values alone", () => {
    expect(term("person/org", "nove-alec", PREFIXES)).toBe("<https://w3id.org/stakhgraph/id/person/nove-alec>");
    expect(term("person/org", "org:harvard", PREFIXES)).toBe("<https://w3id.org/stakhgraph/id/org/harvard>");
    expect(term("person/org", "person:a> } #", PREFIXES)).toBeNull();
    expect(term("person", "https://elsewhere.org/x", PREFIXES)).toBeNull();
    expect(term("year", "1950", PREFIXES)).toBe('"1950"^^<http://www.w3.org/2001/XMLSchema#integer>');
    expect(term("year", "50", PREFIXES)).toBeNull();
    expect(term("integer", "+007", PREFIXES)).toBe('"7"^^<http://www.w3.org/2001/XMLSchema#integer>');
    expect(term("string", 'a "b"\n\\', PREFIXES)).toBe('"a \\"b\\"\\n\\\\"');
  });

  it("is found by its words, for a reader", () => {
    const all = { "views/held": QUESTION, "works/none": QUESTION.replace("view", "work").replace("views, attribution", "works") };
    expect(about(all, "attributions", "")).toEqual(["views/held"]);
    expect(about(all, "", "student")).toEqual(["views/held", "works/none"]);
    expect(about(all, "", "librarian")).toEqual([]);
  });
});

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
    expect(things.short("https://w3id.org/stakhgraph/id/person/x")).toBe("person:x");
    expect(things.short("https://example.org/x")).toBe("<https://example.org/x>");
    expect(things.pageCalled("Aleksei Stakhanov")).toBe("/person/stakhanov-aleksei");
  });
});

describe("Turtle", () => {
  it("has prefixes for names, and texts as they are", () => {
    const long = '<https://w3id.org/stakhgraph/id/person/x> <http://a/b> "<https://w3id.org/stakhgraph/id/person/x>" .';
    expect(shortened(long, PREFIXES)).toBe(
      '@prefix person: <https://w3id.org/stakhgraph/id/person/> .\n\nperson:x <http://a/b> "<https://w3id.org/stakhgraph/id/person/x>" .',
    );
  });
});
