// The lineage explorer in the single file: both pictures are in the file, and no server reads the
// address, so that notices on what is not known are made here.

import type { LineageData } from "../lineage/data.ts";
import { Explorer, type Host } from "../lineage/explorer.ts";
import { make, need } from "../shared/dom.ts";
import { spellingKey } from "../shared/spelling.ts";
import { parseAddress } from "./address.ts";
import type { PackedPages } from "./packed_pages.ts";

/** Return the explorer on its page, which is shown already; `onAddress` is called with the query part of each new address. */
export function openExplorer(pages: PackedPages, onAddress: (query: string) => void): Explorer {
  const host: Host = {
    query: () => `?${parseAddress().query}`,
    push: (next) => {
      history.pushState(null, "", `#/lineage${next}`);
      onAddress(next.slice(1));
    },
    address: (path) => `#${path}`,
    picture: async (next) => {
      const path = new URLSearchParams(next).get("basis") === "cited" ? "/lineage?basis=cited" : "/lineage";
      const page = new DOMParser().parseFromString(pages.html(path), "text/html");
      return document.adoptNode(need<SVGSVGElement>("#plot", page));
    },
  };
  return new Explorer(need(".explorer"), pageData(), host);
}

/** Show a notice for each value in an address that is not known. */
export function notifyUnknown(address: URLSearchParams): void {
  for (const notice of unknownValues(pageData(), address)) {
    need(".choose").after(make("p", { class: "notice", role: "alert" }, notice));
  }
}

function pageData(): LineageData {
  return JSON.parse(need("#data").textContent ?? "") as LineageData;
}

/** Say of each value in an address that is not known what there is. */
function* unknownValues(data: LineageData, address: URLSearchParams): Generator<string> {
  for (const name of ["focus", "a", "b"]) {
    const typed = address.get(name)?.trim() ?? "";
    if (!typed || data.works.some((work) => work.slug === typed)) continue;
    const similar = data.works.filter((work) => work.keys.some((key) => ` ${key}`.includes(` ${spellingKey(typed)}`)));
    const hint = similar.length ? ` There are ${similar.slice(0, 6).map((work) => work.label).join("; ")}.` : "";
    yield `No work is called “${typed.slice(0, 60)}”.${hint}`;
  }
  const [assumption, stance] = [address.get("assumption") ?? "", address.get("stance") ?? ""];
  if (assumption && !data.assumptions.some((one) => one.slug === assumption)) {
    yield `There is no assumption “${assumption.slice(0, 60)}”; there are ${data.assumptions.map((one) => one.slug).join(", ")}.`;
  }
  if (stance && !(stance in data.attitudes)) {
    yield `There is no stance “${stance.slice(0, 60)}”; there are ${Object.keys(data.attitudes).join(", ")}.`;
  }
  for (const name of ["from", "to"]) {
    const year = address.get(name)?.trim() ?? "";
    if (year && !/^\d{4}$/.test(year)) yield `“${year.slice(0, 60)}” is no year of four digits.`;
  }
}
