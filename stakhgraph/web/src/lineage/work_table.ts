// The table beside the picture: the same works, sorted, with the links that are shown.

import { make, need } from "../shared/dom.ts";
import type { LineageData, Link, Settings, Work } from "./data.ts";
import { stancesOn } from "./filters.ts";
import { stanceWords } from "./words.ts";

type End = "source" | "target";
type Row = { element: HTMLTableRowElement; work: Work };

const UNDATED = 9999; // sorts after every year
const NOTHING = "–";

export class WorkTable {
  readonly #table: HTMLTableElement;
  readonly #data: LineageData;
  readonly #address: (path: string) => string;
  readonly #works: ReadonlyMap<string, Work>;

  /** `address` returns the address of a page by its path on the site. */
  constructor(root: HTMLElement, data: LineageData, address: (path: string) => string) {
    this.#table = need<HTMLTableElement>("#twin", root);
    [this.#data, this.#address] = [data, address];
    this.#works = new Map(data.works.map((work) => [work.slug, work]));
  }

  /** Return whether the table can be sorted by this key. */
  hasColumn(key: string): boolean {
    return this.#heads.some((head) => head.dataset["key"] === key);
  }

  /** Show the works that pass the filters; `sortAddress` returns the address of other settings. */
  show(settings: Settings, kept: ReadonlySet<string>, links: readonly Link[], sortAddress: (next: Settings) => string): void {
    const body = need<HTMLTableSectionElement>("tbody", this.#table);
    const rows = [...body.rows].map((element) => ({ element, work: this.#works.get(element.dataset["work"]!)! }));
    for (const row of rows) this.#fill(row, settings, kept, links);
    const order = ({ work }: Row): string | number => this.#order(work, settings, links);
    const name = ({ work }: Row): string => work.keys[0] ?? "";
    rows.sort((one, other) => compare(order(one), order(other)) * (settings.down ? -1 : 1) || compare(name(one), name(other)));
    body.append(...rows.map((row) => row.element));
    for (const head of this.#heads) {
      const key = head.dataset["key"]!;
      const sorted = key === settings.sort;
      head.setAttribute("aria-sort", sorted ? (settings.down ? "descending" : "ascending") : "none");
      need("a", head).setAttribute("href", sortAddress({ ...settings, sort: key, down: sorted && !settings.down }));
    }
  }

  /** Put the focus on a work. */
  focus(slug: string): void {
    this.#table.querySelector<HTMLElement>(`[data-work="${slug}"] th a`)?.focus();
  }

  #fill({ element, work }: Row, settings: Settings, kept: ReadonlySet<string>, links: readonly Link[]): void {
    element.hidden = !kept.has(work.slug);
    need(".when", element).textContent = work.years[settings.basis];
    need(".stance", element).textContent = stanceWords(this.#data, stancesOn(work, settings.assumption)) || NOTHING;
    need(".from", element).replaceChildren(...this.#workLinks(this.#others(work, links, "target", "source")));
    need(".to", element).replaceChildren(...this.#workLinks(this.#others(work, links, "source", "target")));
  }

  #order(work: Work, settings: Settings, links: readonly Link[]): string | number {
    switch (settings.sort) {
      case "work":
        return work.keys[0] ?? "";
      case "stance":
        return stanceWords(this.#data, stancesOn(work, settings.assumption)) || "\uffff";
      case "views":
        return work.said.length;
      case "from":
        return this.#others(work, links, "target", "source").length;
      case "to":
        return this.#others(work, links, "source", "target").length;
      default:
        return work[settings.basis][0] ?? UNDATED;
    }
  }

  /** Return the works at the other end of the links that have a work at one end. */
  #others(work: Work, links: readonly Link[], own: End, other: End): Work[] {
    const slugs = links.filter((link) => link[own] === work.slug).map((link) => link[other]);
    return [...new Set(slugs)].map((slug) => this.#works.get(slug)!);
  }

  #workLinks(works: readonly Work[]): (Node | string)[] {
    if (!works.length) return [NOTHING];
    return works.flatMap((work, index) => {
      const link = make("a", { href: this.#address(`/work/${work.slug}`) }, work.label.split(",", 1)[0]);
      return index ? [", ", link] : [link];
    });
  }

  get #heads(): HTMLElement[] {
    return [...this.#table.querySelectorAll<HTMLElement>("[data-key]")];
  }
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
