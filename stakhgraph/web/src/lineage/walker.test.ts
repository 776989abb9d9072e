import { describe, expect, test } from "vitest";

import { LINKS } from "./sample.ts";
import { firstOrLast, neighbours, upOrDown, Walker } from "./walker.ts";

describe("keys", () => {
  test("the same key goes to the next of several, with shift on from there", () => {
    const walker = new Walker();
    const first = walker.along(LINKS, "filtzer", "ArrowLeft", false);
    expect(first).toEqual({ to: "trotsky", words: "1 of 3, from which it takes" });
    expect(walker.along(LINKS, "trotsky", "ArrowLeft", false)?.to).toBe("deutscher");
    expect(walker.along(LINKS, "deutscher", "ArrowLeft", true)).toEqual({ to: "pasquier", words: "from which it takes" });
    expect(walker.along(LINKS, "pasquier", "ArrowLeft", false)?.to).toBe("trotsky");
    expect(walker.along(LINKS, "trotsky", "ArrowLeft", false)).toBeNull();
  });
  test("neighbours come once each", () => {
    expect(neighbours([...LINKS, ...LINKS], "trotsky", "ArrowRight")).toEqual(["pasquier", "filtzer", "siegelbaum"]);
  });
  test("lanes and ends", () => {
    const spots = [{ slug: "a", x: 10, lane: 0 }, { slug: "b", x: 90, lane: 2 }, { slug: "c", x: 20, lane: 2 }];
    expect(upOrDown(spots, spots[0]!, 1)).toBe("c");
    expect(upOrDown(spots, spots[0]!, -1)).toBeNull();
    expect([firstOrLast(spots, false), firstOrLast(spots, true), firstOrLast([], true)]).toEqual(["a", "b", null]);
  });
});
