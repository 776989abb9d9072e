import { describe, expect, it } from "vitest";

import { queriesAbout } from "./live_pages.ts";
import { QUERY } from "./sample.ts";

describe("a stored query", () => {
  it("is found by its words, for a reader", () => {
    const all = { "views/held": QUERY, "works/none": QUERY.replace("view", "work").replace("views, attribution", "works") };
    expect(queriesAbout(all, "attributions", "")).toEqual(["views/held"]);
    expect(queriesAbout(all, "", "student")).toEqual(["views/held", "works/none"]);
    expect(queriesAbout(all, "", "librarian")).toEqual([]);
  });
});
