import { describe, expect, test } from "vitest";

import type { Settings } from "./data.ts";
import { DEFAULTS, known } from "./sample.ts";
import { parse, queryOf } from "./settings.ts";

describe("the address", () => {
  test("leaves out what is usual", () => {
    expect(queryOf(DEFAULTS, DEFAULTS)).toBe("");
    expect(queryOf({ ...DEFAULTS, start: 1935, basis: "cited", sort: "work", down: true }, DEFAULTS)).toBe("?from=1935&basis=cited&sort=-work");
  });
  test("is read as it was written", () => {
    const settings: Settings = { ...DEFAULTS, assumption: "clause-3b", end: 1990, focus: "filtzer", depth: "all", links: "both", sort: "views", down: true };
    expect(parse(queryOf(settings, DEFAULTS), DEFAULTS, known)).toEqual(settings);
  });
  test("says nothing where it says nothing known", () => {
    expect(parse("?depth=7&from=19xx&basis=", DEFAULTS, () => false)).toEqual(DEFAULTS);
  });
});
