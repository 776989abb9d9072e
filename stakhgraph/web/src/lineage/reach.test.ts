import { describe, expect, test } from "vitest";

import { around, between } from "./reach.ts";
import { LINKS, step } from "./sample.ts";

describe("reach", () => {
  test("goes so many steps both ways", () => {
    expect([...around(LINKS, "filtzer", "1")].sort()).toEqual(["deutscher", "filtzer", "schwarz", "siegelbaum", "trotsky"]);
    expect(around(LINKS, "pasquier", "1")).toEqual(new Set(["pasquier", "trotsky", "deutscher"]));
    expect(around(LINKS, "pasquier", "all")).toContain("filtzer");
  });
  test("never goes from one argument into another", () => {
    const links = [step("a1", "a2", "one", "two"), step("b1", "b2", "two", "three")];
    expect(around(links, "one", "all")).toEqual(new Set(["one", "two"]));
    expect(between(links, "one", "three").size).toBe(0);
  });
  test("finds what lies on a path, in its direction only", () => {
    const steps = LINKS.filter((link) => link.of === "steps");
    expect([...between(steps, "trotsky", "filtzer")].sort()).toEqual(["deutscher", "filtzer", "pasquier", "trotsky"]);
    expect(between(steps, "filtzer", "trotsky").size).toBe(0);
  });
});
