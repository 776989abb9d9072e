import { describe, expect, test } from "vitest";

import type { Settings } from "./data.ts";
import { activeFilters, passing } from "./filters.ts";
import { DATA, DEFAULTS } from "./sample.ts";

const left = (settings: Partial<Settings>): string[] => [...passing(DATA, activeFilters(DATA, { ...DEFAULTS, ...settings }))].sort();

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
    const [one] = activeFilters(DATA, { ...DEFAULTS, start: 1900, end: 1901 });
    expect(one).toMatchObject({ words: "years 1900–1901", dropped: { start: null, end: null } });
  });
});
