import { describe, expect, it } from "vitest";

import { PREFIXES } from "./sample.ts";
import { withPrefixes } from "./turtle.ts";

describe("Turtle", () => {
  it("has prefixes for names, and texts as they are", () => {
    const long = '<https://w3id.org/stakhgraph/id/person/x> <http://a/b> "<https://w3id.org/stakhgraph/id/person/x>" .';
    expect(withPrefixes(long, PREFIXES)).toBe(
      '@prefix person: <https://w3id.org/stakhgraph/id/person/> .\n\nperson:x <http://a/b> "<https://w3id.org/stakhgraph/id/person/x>" .',
    );
  });
});
