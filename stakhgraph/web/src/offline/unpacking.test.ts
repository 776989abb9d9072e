import { describe, expect, it } from "vitest";

import { decoded } from "./unpacking.ts";

describe("a packed part", () => {
  it("is read as Python has written it", () => {
    expect([...decoded("")]).toEqual([]);
    expect([...decoded("00Do1|2z")]).toEqual([0, 1, 127, 128, 255, 60]);
    expect(new TextDecoder().decode(decoded("b97;AXlHU^aA*"))).toBe("stakhgraph");
    expect([...decoded("`uqI-{{Q;]{Qds_")]).toEqual([250, 251, 252, 253, 254, 255, 250, 251, 252, 253, 254, 255]);
  });
});
