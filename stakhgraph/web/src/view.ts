// The page of the explorer, kept in step with what is chosen. The server has drawn everything; here
// it is dimmed, hidden, marked and walked through, and nothing is ever moved.

import { address, read } from "./choice.ts";
import { make, need } from "./dom.ts";
import { finds } from "./fold.ts";
import type { Arc, Choice, Island, Work } from "./island.ts";
import { contents } from "./panel.ts";
import { between } from "./reach.ts";
import { counted, type Filter, filters, kept, links, mark, number, on, stances } from "./sieve.ts";
import { firstOrLast, type Spot, upOrDown, Walker } from "./walk.ts";

const SVG = "http://www.w3.org/2000/svg";
const TYPED = new Set(["INPUT", "SELECT", "TEXTAREA"]);

/** Where the choice is kept, and how pages are addressed: by path, or after `#` in a single file. */
export interface Place {
  query(): string;
  push(query: string): void;
  page(path: string): string;
  /** Draw the picture of another basis of years; it says itself of which assumption its signs tell. */
  redraw(query: string): Promise<SVGSVGElement>;
}

export class View {
  readonly #root: HTMLElement;
  readonly #island: Island;
  readonly #place: Place;
  readonly #works: Map<string, Work>;
  readonly #walker = new Walker();
  #choice: Choice;
  #drawnBasis: string;
  #drawnAssumption: string;
  #left = new Set<string>();
  #drawn: Arc[] = [];
  #here = "";
  #open = "";
  #zoom = 0;

  constructor(root: HTMLElement, island: Island, place: Place) {
    [this.#root, this.#island, this.#place] = [root, island, place];
    this.#works = new Map(island.works.map((work) => [work.slug, work]));
    this.#choice = island.choice;
    this.#drawnBasis = island.choice.basis;
    this.#drawnAssumption = island.choice.assumption;
    root.classList.add("live");
    for (const selector of [".search", ".zoom", ".keys"]) this.#need(selector).hidden = false;
    if (narrow()) this.#need<HTMLDetailsElement>(".choose").open = false;
    this.#prepare();
    this.#apply();
    this.#listen();
  }

  /** Show what the address says, as after Back. */
  async follow(): Promise<void> {
    await this.#set(read(this.#place.query(), this.#island.usual, (...said) => this.#known(...said)));
  }

  // ------------------------------------------------------------------------------------- choosing

  async #go(changes: Partial<Choice>): Promise<void> {
    const next = { ...this.#choice, ...changes };
    const query = address(next, this.#island.usual);
    if (query !== address(this.#choice, this.#island.usual)) this.#place.push(query);
    for (const notice of this.#root.querySelectorAll(".notice")) notice.remove();
    await this.#set(next);
    const { a, b } = next;
    if (a && b && !between(this.#drawn, a, b).size) this.#warn(a, b);
  }

  async #set(next: Choice): Promise<void> {
    this.#choice = next;
    if (next.basis !== this.#drawnBasis) {
      const fresh = await this.#place.redraw(address({ ...next, sort: "year", down: false }, this.#island.usual));
      this.#plot.replaceWith(fresh);
      [this.#drawnBasis, this.#drawnAssumption] = [next.basis, fresh.dataset["assumption"] ?? ""];
      this.#prepare();
    }
    this.#apply();
  }

  #known(name: string, value: string): boolean {
    if (name === "focus" || name === "a" || name === "b") return this.#works.has(value);
    if (name === "assumption") return this.#island.assumptions.some((one) => one.slug === value);
    if (name === "stance") return value in this.#island.attitudes;
    if (name === "sort") return this.#heads.some((head) => head.dataset["key"] === value);
    const field = this.#field(name);
    return field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value);
  }

  // -------------------------------------------------------------------------------------- showing

  /** Make every work of a picture reachable, whether it is dimmed now or not. */
  #prepare(): void {
    for (const group of this.#groups) {
      if (group.querySelector("a")) continue;
      const link = document.createElementNS(SVG, "a");
      const title = group.querySelector("title");
      link.setAttribute("href", this.#place.page(`/work/${group.dataset["work"]}`));
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

  #apply(): void {
    const active = filters(this.#island, this.#choice);
    this.#left = kept(this.#island, active);
    this.#drawn = links(this.#island, this.#choice);
    if (!this.#left.has(this.#here)) this.#here = this.#first();
    this.#dim();
    if (this.#choice.assumption !== this.#drawnAssumption) this.#remark();
    this.#fill();
    this.#tell(active);
    this.#tabulate();
    this.#root.dataset["view"] = this.#choice.view;
    this.#root.dataset["links"] = this.#choice.links;
    if (this.#open && !this.#left.has(this.#open)) this.#close(false);
  }

  #first(): string {
    if (this.#left.has(this.#choice.focus)) return this.#choice.focus;
    return firstOrLast(this.#spots, false) ?? "";
  }

  #dim(): void {
    for (const group of this.#groups) {
      const slug = group.dataset["work"]!;
      const out = !this.#left.has(slug);
      group.toggleAttribute("data-out", out);
      if (out) group.setAttribute("aria-hidden", "true");
      else group.removeAttribute("aria-hidden");
      group.querySelector("a")?.setAttribute("tabindex", slug === this.#here ? "0" : "-1");
    }
    const shown = new Set(this.#drawn);
    for (const arc of this.#island.arcs) {
      const group = this.#group(arc);
      group?.toggleAttribute("data-off", !shown.has(arc));
      group?.toggleAttribute("data-out", !(this.#left.has(arc.source) && this.#left.has(arc.target)));
    }
  }

  /** Show the stances to another assumption: only the sign at the year changes. */
  #remark(): void {
    this.#drawnAssumption = this.#choice.assumption;
    for (const group of this.#groups) {
      const said = on(this.#works.get(group.dataset["work"]!)!, this.#choice.assumption);
      const old = group.querySelector(".mark");
      const hollow = group.querySelector(".heart") ? "[data-hollow]" : ":not([data-hollow])";
      const spare = this.#root.querySelector(`#marks [data-shape="${mark(said)}"]${hollow}`);
      if (!old || !spare) continue;
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
      const inferred = said.length > 0 && said.every((one) => one.inferred);
      const box = group.querySelector("rect.pill, rect.inferred");
      box?.setAttribute("class", inferred ? "inferred" : "pill");
    }
  }

  #fill(): void {
    const { start, end, ...rest } = this.#choice;
    const said: Record<string, unknown> = { ...rest, from: start ?? "", to: end ?? "" };
    for (const [name, value] of Object.entries(said)) {
      const field = this.#field(name);
      if (field && document.activeElement !== field) field.value = String(value);
    }
  }

  #tell(active: readonly Filter[]): void {
    const count = counted(this.#island, this.#choice, this.#left);
    this.#need("#count").textContent = count;
    this.#need("[data-count]").textContent = count;
    const chips = this.#need("#active");
    chips.hidden = !active.length;
    chips.replaceChildren(...active.map((filter) => this.#chip(filter, "drop", false)));
    const empty = this.#need("#empty");
    empty.hidden = this.#left.size > 0;
    need("ul", empty).replaceChildren(...active.map((filter) => this.#chip(filter, "Drop this filter", true)));
    const link = this.#need("#permalink") as HTMLAnchorElement;
    link.href = this.#place.page(`/lineage${address(this.#choice, this.#island.usual)}`);
    link.textContent = link.href;
    link.setAttribute("href", link.href);
    this.#need(".reset").setAttribute("href", this.#address({ ...this.#island.usual, view: this.#choice.view }));
  }

  /** Say that a path that is asked for does not lead that way, and whether it leads back. */
  #warn(first: string, last: string): void {
    const [from, to] = [first, last].map((slug) => this.#works.get(slug)!.label);
    const back = between(this.#drawn, last, first).size ? ` One leads from ${to} to ${from}.` : "";
    const words = `No path leads from ${from} to ${to} by these links.${back}`;
    this.#need(".choose").after(make("p", { class: "notice", role: "alert" }, words));
  }

  #chip(filter: Filter, words: string, button: boolean): HTMLElement {
    const href = this.#address({ ...this.#choice, ...filter.dropped });
    const attributes = { href, ...(button ? { class: "button" } : { "aria-label": `Drop the filter: ${filter.words}` }) };
    return make("li", {}, `${filter.words} `, make("a", attributes, words));
  }

  #address(choice: Choice): string {
    return this.#place.page(`/lineage${address(choice, this.#island.usual)}`);
  }

  #tabulate(): void {
    const body = this.#need<HTMLTableSectionElement>("#twin tbody");
    const rows = [...body.rows];
    for (const row of rows) {
      const work = this.#works.get(row.dataset["work"]!)!;
      row.hidden = !this.#left.has(work.slug);
      need(".when", row).textContent = work.years[this.#choice.basis];
      need(".stance", row).textContent = stances(this.#island, on(work, this.#choice.assumption)) || "–";
      need(".from", row).replaceChildren(...this.#ends(work, "target", "source"));
      need(".to", row).replaceChildren(...this.#ends(work, "source", "target"));
    }
    const { sort, down } = this.#choice;
    const order = (row: HTMLTableRowElement): string | number => this.#order(sort, this.#works.get(row.dataset["work"]!)!);
    const name = (row: HTMLTableRowElement): string => this.#works.get(row.dataset["work"]!)!.keys[0] ?? "";
    const compare = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0);
    rows.sort((one, other) => compare(order(one), order(other)) * (down ? -1 : 1) || compare(name(one), name(other)));
    body.append(...rows);
    for (const head of this.#heads) {
      const mine = head.dataset["key"] === sort;
      head.setAttribute("aria-sort", mine ? (down ? "descending" : "ascending") : "none");
      const next = { ...this.#choice, sort: head.dataset["key"]!, down: mine && !down };
      need("a", head).setAttribute("href", this.#address(next));
    }
  }

  #order(sort: string, work: Work): string | number {
    switch (sort) {
      case "work":
        return work.keys[0] ?? "";
      case "stance":
        return stances(this.#island, on(work, this.#choice.assumption)) || "\uffff";
      case "views":
        return work.said.length;
      case "from":
        return this.#others(work, "target", "source").length;
      case "to":
        return this.#others(work, "source", "target").length;
      default:
        return work[this.#choice.basis][0] ?? 9999;
    }
  }

  #others(work: Work, mine: "source" | "target", other: "source" | "target"): Work[] {
    const names = this.#drawn.filter((arc) => arc[mine] === work.slug).map((arc) => arc[other]);
    return [...new Set(names)].map((name) => this.#works.get(name)!);
  }

  #ends(work: Work, mine: "source" | "target", other: "source" | "target"): (Node | string)[] {
    const found = this.#others(work, mine, other);
    if (!found.length) return ["–"];
    return found.flatMap((one, index) => {
      const link = make("a", { href: this.#place.page(`/work/${one.slug}`) }, one.label.split(",", 1)[0]);
      return index ? [", ", link] : [link];
    });
  }

  // ---------------------------------------------------------------------------------------- panel

  #show(slug: string): void {
    const work = this.#works.get(slug);
    if (!work) return;
    this.#close(false);
    [this.#open, this.#here] = [slug, slug];
    const panel = this.#need("#panel");
    const said = contents(this.#island, work, this.#choice.basis, (path) => this.#place.page(path));
    panel.replaceChildren(...said.filter((child): child is Node | string => Boolean(child)));
    panel.hidden = false;
    panel.scrollTop = 0;
    this.#at(slug)?.toggleAttribute("data-open", true);
    this.#tabStop();
    need("#panel-head", panel).focus({ preventScroll: true });
    this.#at(slug)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (narrow()) panel.scrollIntoView({ block: "start" });
  }

  #close(back: boolean): void {
    if (!this.#open) return;
    this.#need("#panel").hidden = true;
    const group = this.#at(this.#open);
    group?.removeAttribute("data-open");
    this.#open = "";
    if (back) group?.querySelector("a")?.focus();
  }

  // -------------------------------------------------------------------------------------- walking

  #move(slug: string | null | undefined, words = ""): void {
    if (!slug) {
      this.#say(words);
      return;
    }
    this.#here = slug;
    this.#tabStop();
    const link = this.#at(slug)?.querySelector("a");
    link?.focus({ preventScroll: true });
    this.#at(slug)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#say(`${words ? `${words}: ` : ""}${this.#works.get(slug)?.label ?? ""}`);
  }

  #tabStop(): void {
    for (const group of this.#groups) {
      group.querySelector("a")?.setAttribute("tabindex", group.dataset["work"] === this.#here ? "0" : "-1");
    }
  }

  #say(words: string): void {
    this.#need("#spoken").textContent = words;
  }

  /** Light the links of a work, or of none. */
  #light(slug: string): void {
    for (const arc of this.#drawn) {
      this.#group(arc)?.toggleAttribute("data-lit", slug !== "" && [arc.source, arc.target].includes(slug));
    }
  }

  #key(event: KeyboardEvent): boolean {
    const key = event.key;
    const at = this.#spots.find((spot) => spot.slug === this.#here);
    const visible = this.#drawn.filter((arc) => this.#left.has(arc.source) && this.#left.has(arc.target));
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight": {
        const step = this.#walker.along(visible, this.#here, key, event.shiftKey);
        const none = key === "ArrowLeft" ? "It takes from no work shown" : "No work shown takes from it";
        this.#move(step?.to, step?.words ?? none);
        return true;
      }
      case "ArrowUp":
      case "ArrowDown": {
        const way = key === "ArrowUp" ? -1 : 1;
        this.#move(at ? upOrDown(this.#spots, at, way) : null, at ? "" : "No work is shown");
        return true;
      }
      case "Home":
      case "End":
        this.#move(firstOrLast(this.#spots, key === "End"));
        return true;
      case "Enter":
      case " ":
        this.#show(this.#here);
        return true;
      default:
        return false;
    }
  }

  /** Keys that do the same wherever in picture, panel and table one is. */
  #anywhere(event: KeyboardEvent): boolean {
    switch (event.key) {
      case "Escape":
        if (this.#open) this.#close(true);
        else this.#clear();
        return true;
      case "/":
        this.#need<HTMLInputElement>("#find").focus();
        return true;
      case "t":
        this.#turn();
        return true;
      case "+":
      case "=":
      case "-":
      case "0":
        this.#scale(event.key === "0" ? 0 : event.key === "-" ? -1 : 1);
        return true;
      default:
        return false;
    }
  }

  #clear(): void {
    this.#search("");
    const { basis, links, view, sort, down } = this.#choice;
    void this.#go({ ...this.#island.usual, basis, links, view, sort, down });
    this.#say(`All filters dropped. ${this.#need("#count").textContent}`);
  }

  #turn(): void {
    const view = this.#choice.view === "graph" ? "table" : "graph";
    void this.#go({ view });
    if (view === "table") {
      const head = this.#need("#list-head");
      head.tabIndex = -1;
      head.focus();
    } else {
      this.#move(this.#here);
    }
  }

  #scale(way: number): void {
    this.#zoom = way === 0 ? 0 : Math.max(-4, Math.min(6, this.#zoom + way));
    this.#resize();
    this.#say(`${Math.round(100 * 1.2 ** this.#zoom)} percent`);
  }

  #resize(): void {
    const [, , width = 0, height = 0] = (this.#plot.getAttribute("viewBox") ?? "").split(" ").map(Number);
    const factor = 1.2 ** this.#zoom;
    this.#plot.setAttribute("width", String(width * factor));
    this.#plot.setAttribute("height", String(height * factor));
  }

  #search(typed: string): Work[] {
    const found = typed.trim() ? this.#island.works.filter((work) => finds(typed, work.keys)) : [];
    const names = new Set(found.map((work) => work.slug));
    for (const group of this.#groups) group.toggleAttribute("data-found", names.has(group.dataset["work"]!));
    const out = found.filter((work) => !this.#left.has(work.slug)).length;
    const told = typed.trim() ? `${number(found.length, "work")}${out ? `, ${out} outside the filters` : ""}` : "";
    this.#need("#found").textContent = told;
    return found;
  }

  // ------------------------------------------------------------------------------------- listening

  #listen(): void {
    const form = this.#need<HTMLFormElement>("#controls");
    form.addEventListener("change", () => void this.#go(this.#read()));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#go(this.#read());
    });
    this.#root.addEventListener("click", (event) => this.#click(event));
    const twins = this.#need(".twins");
    twins.addEventListener("keydown", (event) => this.#keydown(event));
    twins.addEventListener("focusin", (event) => this.#light(slugOf(event.target)));
    twins.addEventListener("pointerover", (event) => this.#light(slugOf(event.target)));
    const find = this.#need<HTMLInputElement>("#find");
    find.addEventListener("input", () => this.#search(find.value));
    this.#need(".search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#reach(this.#search(find.value).find((work) => this.#left.has(work.slug)));
    });
    find.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      find.value = "";
      this.#search("");
      this.#reach(this.#works.get(this.#here));
    });
  }

  /** Put the focus on a work in the picture, or in the table if that is shown alone. */
  #reach(work: Work | undefined): void {
    if (!work) return;
    if (this.#choice.view === "graph") this.#move(work.slug);
    else this.#root.querySelector<HTMLElement>(`#twin [data-work="${work.slug}"] th a`)?.focus();
  }

  #keydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as Element;
    if (TYPED.has(target.tagName)) return;
    const inPicture = target.closest("#plot") !== null;
    if ((inPicture && this.#key(event)) || this.#anywhere(event)) event.preventDefault();
  }

  #click(event: MouseEvent): void {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target as Element;
    const zoom = target.closest<HTMLElement>("[data-zoom]");
    const group = target.closest<SVGGElement>("#plot .work");
    const link = target.closest<HTMLAnchorElement>("a[href]");
    if (zoom) {
      this.#scale(Number(zoom.dataset["zoom"]));
    } else if (target.closest("[data-close]")) {
      this.#close(true);
    } else if (group) {
      event.preventDefault();
      this.#show(group.dataset["work"]!);
    } else if (link && this.#ours(link)) {
      event.preventDefault();
      const query = link.href.slice(link.href.indexOf("?") + 1 || link.href.length);
      void this.#go(read(query, this.#island.usual, (...said) => this.#known(...said)));
      if (!link.isConnected) this.#need("#count").focus();
    }
  }

  /** Tell whether a link is to this page with another choice. */
  #ours(link: HTMLAnchorElement): boolean {
    const here = this.#place.page("/lineage");
    const href = link.getAttribute("href") ?? "";
    return href === here || href.startsWith(`${here}?`);
  }

  #read(): Partial<Choice> {
    const said = new FormData(this.#need<HTMLFormElement>("#controls"));
    const query = new URLSearchParams([...said].map(([name, value]) => [name, String(value)]));
    const { sort, down } = this.#choice;
    return { ...read(query.toString(), this.#island.usual, (...known) => this.#known(...known)), sort, down };
  }

  // -------------------------------------------------------------------------------------- finding

  #need<T extends Element = HTMLElement>(selector: string): T {
    return need<T>(selector, this.#root);
  }

  get #plot(): SVGSVGElement {
    return this.#need<SVGSVGElement>("#plot");
  }

  get #groups(): SVGGElement[] {
    return [...this.#plot.querySelectorAll<SVGGElement>("[data-work]")];
  }

  get #heads(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>("#twin [data-key]")];
  }

  /** Give where the works stand that are shown. */
  get #spots(): Spot[] {
    return this.#groups
      .filter((group) => this.#left.has(group.dataset["work"]!))
      .map(({ dataset }) => ({ slug: dataset["work"]!, x: Number(dataset["x"]), lane: Number(dataset["lane"]) }));
  }

  #at(slug: string): SVGGElement | null {
    return this.#plot.querySelector(`[data-work="${slug}"]`);
  }

  #group(arc: Arc): Element | null {
    return arc.group ? this.#plot.querySelector(`[id="${arc.group}"]`) : null;
  }

  #field(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.#need<HTMLFormElement>("#controls").querySelector(`[name="${name}"]`);
  }
}

function narrow(): boolean {
  return matchMedia("(max-width: 700px)").matches;
}

function slugOf(target: EventTarget | null): string {
  const group = target instanceof Element ? target.closest<SVGGElement>("#plot .work") : null;
  return group?.dataset["work"] ?? "";
}
