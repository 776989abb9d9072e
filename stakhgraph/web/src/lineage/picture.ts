// The picture as the server has drawn it: works and links are dimmed, hidden, marked and lit here, but
// nothing is ever moved.

import { need } from "../shared/dom.ts";
import type { LineageData, Link, Work } from "./data.ts";
import { stancesOn } from "./filters.ts";
import type { Spot } from "./walker.ts";
import { markerKey } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Each zoom step changes the size by this factor. */
const ZOOM = 1.2;

export class Picture {
  readonly #root: HTMLElement;
  readonly #data: LineageData;
  readonly #address: (path: string) => string;
  readonly #works: ReadonlyMap<string, Work>;
  /** The assumption of which the markers tell. */
  #assumption: string;
  #zoom = 0;

  /** `address` returns the address of a page by its path on the site. */
  constructor(root: HTMLElement, data: LineageData, address: (path: string) => string) {
    [this.#root, this.#data, this.#address] = [root, data, address];
    this.#works = new Map(data.works.map((work) => [work.slug, work]));
    this.#assumption = data.choice.assumption;
    this.#prepare();
  }

  /** Replace the picture by that of another basis of years. */
  replace(plot: SVGSVGElement): void {
    this.#plot.replaceWith(plot);
    this.#assumption = plot.dataset["assumption"] ?? "";
    this.#prepare();
  }

  /** Make every work a link, whether it is dimmed now or not. */
  #prepare(): void {
    for (const group of this.#groups) {
      if (group.querySelector("a")) continue;
      const link = document.createElementNS(SVG, "a");
      const title = group.querySelector("title");
      link.setAttribute("href", this.#address(`/work/${group.dataset["work"]}`));
      link.setAttribute("aria-label", title?.textContent ?? "");
      link.append(...[...group.childNodes].filter((child) => child !== title));
      group.append(link);
    }
    for (const link of this.#plot.querySelectorAll("a")) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-haspopup", "dialog");
    }
    this.#plot.setAttribute("aria-roledescription", "picture to walk through by arrow keys");
    this.#resize();
  }

  /** Dim the works that do not pass the filters, and hide the links that are not shown. */
  dim(kept: ReadonlySet<string>, links: readonly Link[], tabStop: string): void {
    for (const group of this.#groups) {
      const slug = group.dataset["work"]!;
      const out = !kept.has(slug);
      group.toggleAttribute("data-out", out);
      if (out) group.setAttribute("aria-hidden", "true");
      else group.removeAttribute("aria-hidden");
    }
    this.setTabStop(tabStop);
    const shown = new Set(links);
    for (const link of this.#data.arcs) {
      const group = this.#groupOf(link);
      group?.toggleAttribute("data-off", !shown.has(link));
      group?.toggleAttribute("data-out", !(kept.has(link.source) && kept.has(link.target)));
    }
  }

  /** Show the stances on another assumption: only the marker of each work changes. */
  mark(assumption: string): void {
    if (assumption === this.#assumption) return;
    this.#assumption = assumption;
    for (const group of this.#groups) this.#markWork(group, assumption);
  }

  #markWork(group: SVGGElement, assumption: string): void {
    const stances = stancesOn(this.#works.get(group.dataset["work"]!)!, assumption);
    const old = group.querySelector(".mark");
    const hollow = group.querySelector(".heart") ? "[data-hollow]" : ":not([data-hollow])";
    const spare = this.#root.querySelector(`#marks [data-shape="${markerKey(stances)}"]${hollow}`);
    if (!old || !spare) return;
    const fresh = document.createElementNS(SVG, "g");
    fresh.setAttribute("class", "mark");
    fresh.setAttribute("fill", old.getAttribute("fill") ?? "");
    fresh.setAttribute("transform", `translate(${group.dataset["x"]} ${group.dataset["y"]})`);
    for (const part of spare.cloneNode(true).childNodes) {
      if (!(part instanceof Element)) continue;
      part.removeAttribute("id");
      if (part.getAttribute("class") === "mark") part.setAttribute("fill", fresh.getAttribute("fill")!);
      fresh.append(part.cloneNode(true));
    }
    group.querySelector(".heart")?.remove();
    old.replaceWith(fresh);
    const inferred = stances.length > 0 && stances.every((stance) => stance.inferred);
    group.querySelector("rect.pill, rect.inferred")?.setAttribute("class", inferred ? "inferred" : "pill");
  }

  /** Make one work the only one that the Tab key reaches. */
  setTabStop(slug: string): void {
    for (const group of this.#groups) {
      group.querySelector("a")?.setAttribute("tabindex", group.dataset["work"] === slug ? "0" : "-1");
    }
  }

  /** Light those of these links that a work has. */
  light(slug: string, links: readonly Link[]): void {
    for (const link of links) {
      this.#groupOf(link)?.toggleAttribute("data-lit", slug !== "" && [link.source, link.target].includes(slug));
    }
  }

  /** Mark the works that a search has found. */
  markFound(slugs: ReadonlySet<string>): void {
    for (const group of this.#groups) group.toggleAttribute("data-found", slugs.has(group.dataset["work"]!));
  }

  /** Make the picture larger (1), smaller (-1), or as it was (0); return its size in percent. */
  zoom(way: number): number {
    this.#zoom = way === 0 ? 0 : Math.max(-4, Math.min(6, this.#zoom + way));
    this.#resize();
    return Math.round(100 * ZOOM ** this.#zoom);
  }

  #resize(): void {
    const [, , width = 0, height = 0] = (this.#plot.getAttribute("viewBox") ?? "").split(" ").map(Number);
    const factor = ZOOM ** this.#zoom;
    this.#plot.setAttribute("width", String(width * factor));
    this.#plot.setAttribute("height", String(height * factor));
  }

  /** Return the places of these works. */
  spots(kept: ReadonlySet<string>): Spot[] {
    return this.#groups
      .filter((group) => kept.has(group.dataset["work"]!))
      .map(({ dataset }) => ({ slug: dataset["work"]!, x: Number(dataset["x"]), lane: Number(dataset["lane"]) }));
  }

  /** Return the element of a work. */
  work(slug: string): SVGGElement | null {
    return this.#plot.querySelector(`[data-work="${slug}"]`);
  }

  get #plot(): SVGSVGElement {
    return need<SVGSVGElement>("#plot", this.#root);
  }

  get #groups(): SVGGElement[] {
    return [...this.#plot.querySelectorAll<SVGGElement>("[data-work]")];
  }

  #groupOf(link: Link): Element | null {
    return link.group ? this.#plot.querySelector(`[id="${link.group}"]`) : null;
  }
}

/** Return the slug of the work in the picture that an event is about, or an empty text. */
export function slugAt(target: EventTarget | null): string {
  const group = target instanceof Element ? target.closest<SVGGElement>("#plot .work") : null;
  return group?.dataset["work"] ?? "";
}
