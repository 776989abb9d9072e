import { describe, expect, test } from "vitest";

import { matches, spellingKey } from "./spelling.ts";

describe("spelling", () => {
  test.each(["Стаханов", "Stahanov", "stakhanov", "Stachanow", "STAKHÁNOV"])("%s is found", (name) => {
    expect(spellingKey(name)).toBe("stahanov");
    expect(matches(name, [spellingKey("Siegelbaum, Stakhanovism and the Politics of Productivity")])).toBe(true);
  });
  test("finds from the start of a word", () => {
    expect(matches("rotsky", [spellingKey("Trotsky")])).toBe(false);
    expect(matches("  ", [spellingKey("Trotsky")])).toBe(false);
  });
});
