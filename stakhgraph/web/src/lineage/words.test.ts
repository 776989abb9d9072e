import { describe, expect, test } from "vitest";

import { DATA, DEFAULTS, stance } from "./sample.ts";
import { countWords, holderHead, markerKey, stanceWords } from "./words.ts";

describe("words", () => {
  test("give the numbers of works and links", () => {
    expect(countWords(DATA, DEFAULTS, new Set(["trotsky", "filtzer"]))).toBe("2 of 7 works, 1 step");
  });
  test("choose the marker of a work", () => {
    expect([markerKey([]), markerKey([stance("affirms"), stance("affirms")]), markerKey([stance("affirms"), stance("rejects")])]).toEqual(["not told", "affirms", "several"]);
  });
  test("call nobody a holder who does not affirm the view", () => {
    const heads = ["affirms", "qualifies", "rejects", "agnostic"].map((code) => holderHead(stance(code)));
    expect(heads).toEqual(["Held by", "Whose", "Whose", "Whose"]);
  });
  test("stances are given with inferred ones marked", () => {
    const both = [stance("affirms", "clause-3b", true), stance("rejects", "assumption-3")];
    expect(stanceWords(DATA, both)).toBe("rejects assumption 3; affirms clause 3b (inferred by the editors)");
  });
});
