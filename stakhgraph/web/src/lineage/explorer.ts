// The explorer keeps controls, picture, table and panel in step with the settings in the address.

import { need } from "../shared/dom.ts";
import { matches } from "../shared/spelling.ts";
import { Controls } from "./controls.ts";
import type { LineageData, Link, Settings, Work } from "./data.ts";
import { activeFilters, passing, shownLinks } from "./filters.ts";
import { panelContent } from "./panel.ts";
import { Picture, slugAt } from "./picture.ts";
import { between } from "./reach.ts";
import { parse, queryOf } from "./settings.ts";
import { firstOrLast, upOrDown, Walker } from "./walker.ts";
import { countWords, counted } from "./words.ts";
import { WorkTable } from "./work_table.ts";

const FIELDS = new Set(["INPUT", "SELECT", "TEXTAREA"]);

/** The page around the explorer: on the site, or behind `#` in the single file. */
export interface Host {
  /** Return the query part of the present address. */
  query(): string;
  /** Make this query part that of the address, as a new entry of the history. */
  push(query: string): void;
  /** Return the address of a page by its path on the site. */
  address(path: string): string;
  /** Return the picture for another basis of years; its data names the assumption of its markers. */
  picture(query: string): Promise<SVGSVGElement>;
}

export class Explorer {
  readonly #root: HTMLElement;
  readonly #data: LineageData;
  readonly #host: Host;
  readonly #works: Map<string, Work>;
  readonly #controls: Controls;
  readonly #picture: Picture;
  readonly #table: WorkTable;
  readonly #walker = new Walker();
  #settings: Settings;
  #drawnBasis: string;
  #kept = new Set<string>();
  #links: Link[] = [];
  /** The work that has the tab stop, and the one whose panel is open. */
  #here = "";
  #open = "";

  constructor(root: HTMLElement, data: LineageData, host: Host) {
    [this.#root, this.#data, this.#host] = [root, data, host];
    this.#works = new Map(data.works.map((work) => [work.slug, work]));
    this.#settings = data.choice;
    this.#drawnBasis = data.choice.basis;
    root.classList.add("live");
    for (const selector of [".search", ".zoom", ".keys"]) this.#need(selector).hidden = false;
    if (narrow()) this.#need<HTMLDetailsElement>(".choose").open = false;
    const address = (path: string): string => host.address(path);
    this.#controls = new Controls(root, data.usual, (settings) => this.#address(settings));
    this.#picture = new Picture(root, data, address);
    this.#table = new WorkTable(root, data, address);
    this.#show();
    this.#listen();
  }

  /** Show what the address says, as after Back. */
  async follow(): Promise<void> {
    await this.#set(this.#parse(this.#host.query()));
  }

  // ------------------------------------------------------------------------------------- settings

  async #change(changes: Partial<Settings>): Promise<void> {
    const next = { ...this.#settings, ...changes };
    const query = queryOf(next, this.#data.usual);
    if (query !== queryOf(this.#settings, this.#data.usual)) this.#host.push(query);
    this.#controls.clearNotices();
    await this.#set(next);
    const { a, b } = next;
    if (a && b && !between(this.#links, a, b).size) this.#noPath(a, b);
  }

  async #set(next: Settings): Promise<void> {
    this.#settings = next;
    if (next.basis !== this.#drawnBasis) {
      const query = queryOf({ ...next, sort: "year", down: false }, this.#data.usual);
      this.#picture.replace(await this.#host.picture(query));
      this.#drawnBasis = next.basis;
    }
    this.#show();
  }

  #parse(query: string): Settings {
    return parse(query, this.#data.usual, (name, value) => this.#known(name, value));
  }

  #known(name: string, value: string): boolean {
    if (name === "focus" || name === "a" || name === "b") return this.#works.has(value);
    if (name === "assumption") return this.#data.assumptions.some((one) => one.slug === value);
    if (name === "stance") return value in this.#data.attitudes;
    if (name === "sort") return this.#table.hasColumn(value);
    return this.#controls.offers(name, value);
  }

  #address(settings: Settings): string {
    return this.#host.address(`/lineage${queryOf(settings, this.#data.usual)}`);
  }

  /** Say that there is no path between two works, and whether there is one the other way. */
  #noPath(first: string, last: string): void {
    const [from, to] = [first, last].map((slug) => this.#works.get(slug)!.label);
    const back = between(this.#links, last, first).size ? ` One leads from ${to} to ${from}.` : "";
    this.#controls.notify(`No path leads from ${from} to ${to} by these links.${back}`);
  }

  #show(): void {
    const { assumption, view, links } = this.#settings;
    const filters = activeFilters(this.#data, this.#settings);
    this.#kept = passing(this.#data, filters);
    this.#links = shownLinks(this.#data, this.#settings);
    if (!this.#kept.has(this.#here)) this.#here = this.#first();
    this.#picture.dim(this.#kept, this.#links, this.#here);
    this.#picture.mark(assumption);
    const count = countWords(this.#data, this.#settings, this.#kept);
    this.#controls.show(this.#settings, count, filters, !this.#kept.size);
    this.#table.show(this.#settings, this.#kept, this.#links, (next) => this.#address(next));
    this.#root.dataset["view"] = view;
    this.#root.dataset["links"] = links;
    if (this.#open && !this.#kept.has(this.#open)) this.#closePanel(false);
  }

  #first(): string {
    if (this.#kept.has(this.#settings.focus)) return this.#settings.focus;
    return firstOrLast(this.#picture.spots(this.#kept), false) ?? "";
  }

  // ---------------------------------------------------------------------------------------- panel

  #openPanel(slug: string): void {
    const work = this.#works.get(slug);
    if (!work) return;
    this.#closePanel(false);
    [this.#open, this.#here] = [slug, slug];
    const panel = this.#need("#panel");
    const content = panelContent(this.#data, work, this.#settings.basis, (path) => this.#host.address(path));
    panel.replaceChildren(...content.filter((child): child is Node | string => Boolean(child)));
    panel.hidden = false;
    panel.scrollTop = 0;
    const group = this.#picture.work(slug);
    group?.toggleAttribute("data-open", true);
    this.#picture.setTabStop(slug);
    need("#panel-head", panel).focus({ preventScroll: true });
    group?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (narrow()) panel.scrollIntoView({ block: "start" });
  }

  #closePanel(returnFocus: boolean): void {
    if (!this.#open) return;
    this.#need("#panel").hidden = true;
    const group = this.#picture.work(this.#open);
    group?.removeAttribute("data-open");
    this.#open = "";
    if (returnFocus) group?.querySelector("a")?.focus();
  }

  // ------------------------------------------------------------------------------------- keyboard

  #keydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as Element;
    if (FIELDS.has(target.tagName)) return;
    const inPicture = target.closest("#plot") !== null;
    if ((inPicture && this.#pictureKey(event)) || this.#anyKey(event)) event.preventDefault();
  }

  /** Handle a key in the picture; return whether it has a meaning there. */
  #pictureKey(event: KeyboardEvent): boolean {
    const key = event.key;
    const spots = this.#picture.spots(this.#kept);
    const here = spots.find((spot) => spot.slug === this.#here);
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight": {
        const visible = this.#links.filter((link) => this.#kept.has(link.source) && this.#kept.has(link.target));
        const step = this.#walker.along(visible, this.#here, key, event.shiftKey);
        const none = key === "ArrowLeft" ? "It takes from no work shown" : "No work shown takes from it";
        this.#moveTo(step?.to, step?.words ?? none);
        return true;
      }
      case "ArrowUp":
      case "ArrowDown": {
        const way = key === "ArrowUp" ? -1 : 1;
        this.#moveTo(here ? upOrDown(spots, here, way) : null, here ? "" : "No work is shown");
        return true;
      }
      case "Home":
      case "End":
        this.#moveTo(firstOrLast(spots, key === "End"));
        return true;
      case "Enter":
      case " ":
        this.#openPanel(this.#here);
        return true;
      default:
        return false;
    }
  }

  /** Handle a key that means the same in picture, panel and table; return whether it does. */
  #anyKey(event: KeyboardEvent): boolean {
    switch (event.key) {
      case "Escape":
        if (this.#open) this.#closePanel(true);
        else this.#dropFilters();
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
        this.#zoom(event.key === "0" ? 0 : event.key === "-" ? -1 : 1);
        return true;
      default:
        return false;
    }
  }

  /** Go to a work and announce it; without one, announce the words alone. */
  #moveTo(slug: string | null | undefined, words = ""): void {
    if (!slug) return this.#announce(words);
    this.#here = slug;
    this.#picture.setTabStop(slug);
    const group = this.#picture.work(slug);
    group?.querySelector("a")?.focus({ preventScroll: true });
    group?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#announce(`${words ? `${words}: ` : ""}${this.#works.get(slug)?.label ?? ""}`);
  }

  #announce(words: string): void {
    this.#need("#spoken").textContent = words;
  }

  #dropFilters(): void {
    this.#search("");
    const { basis, links, view, sort, down } = this.#settings;
    void this.#change({ ...this.#data.usual, basis, links, view, sort, down });
    this.#announce(`All filters dropped. ${this.#need("#count").textContent}`);
  }

  /** Change between picture with table, and table alone. */
  #turn(): void {
    const view = this.#settings.view === "graph" ? "table" : "graph";
    void this.#change({ view });
    if (view === "table") {
      const head = this.#need("#list-head");
      head.tabIndex = -1;
      head.focus();
    } else {
      this.#moveTo(this.#here);
    }
  }

  #zoom(way: number): void {
    this.#announce(`${this.#picture.zoom(way)} percent`);
  }

  // --------------------------------------------------------------------------------------- search

  /** Mark the works that have the typed words in their names; return them. */
  #search(typed: string): Work[] {
    const works = typed.trim() ? this.#data.works.filter((work) => matches(typed, work.keys)) : [];
    this.#picture.markFound(new Set(works.map((work) => work.slug)));
    const hidden = works.filter((work) => !this.#kept.has(work.slug)).length;
    const words = `${counted(works.length, "work")}${hidden ? `, ${hidden} outside the filters` : ""}`;
    this.#need("#found").textContent = typed.trim() ? words : "";
    return works;
  }

  /** Put the focus on a work in the picture, or in the table if that is shown alone. */
  #focus(work: Work | undefined): void {
    if (!work) return;
    if (this.#settings.view === "graph") this.#moveTo(work.slug);
    else this.#table.focus(work.slug);
  }

  // --------------------------------------------------------------------------------------- events

  #listen(): void {
    const form = this.#controls.form;
    const apply = (): void => void this.#change(this.#fromForm());
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply();
    });
    this.#root.addEventListener("click", (event) => this.#click(event));
    const twins = this.#need(".twins");
    twins.addEventListener("keydown", (event) => this.#keydown(event));
    twins.addEventListener("focusin", (event) => this.#picture.light(slugAt(event.target), this.#links));
    twins.addEventListener("pointerover", (event) => this.#picture.light(slugAt(event.target), this.#links));
    this.#listenToSearch();
  }

  #listenToSearch(): void {
    const field = this.#need<HTMLInputElement>("#find");
    field.addEventListener("input", () => this.#search(field.value));
    this.#need(".search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#focus(this.#search(field.value).find((work) => this.#kept.has(work.slug)));
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      field.value = "";
      this.#search("");
      this.#focus(this.#works.get(this.#here));
    });
  }

  /** Return the settings of the form, which has no fields for the order of the table. */
  #fromForm(): Settings {
    const { sort, down } = this.#settings;
    return { ...this.#parse(this.#controls.query()), sort, down };
  }

  #click(event: MouseEvent): void {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target as Element;
    const zoom = target.closest<HTMLElement>("[data-zoom]");
    const slug = slugAt(target);
    const link = target.closest<HTMLAnchorElement>("a[href]");
    if (zoom) {
      this.#zoom(Number(zoom.dataset["zoom"]));
    } else if (target.closest("[data-close]")) {
      this.#closePanel(true);
    } else if (slug) {
      event.preventDefault();
      this.#openPanel(slug);
    } else if (link && this.#isExplorer(link)) {
      event.preventDefault();
      const query = link.href.slice(link.href.indexOf("?") + 1 || link.href.length);
      void this.#change(this.#parse(query));
      if (!link.isConnected) this.#need("#count").focus();
    }
  }

  /** Return whether a link leads to this page with other settings. */
  #isExplorer(link: HTMLAnchorElement): boolean {
    const here = this.#host.address("/lineage");
    const href = link.getAttribute("href") ?? "";
    return href === here || href.startsWith(`${here}?`);
  }

  #need<T extends Element = HTMLElement>(selector: string): T {
    return need<T>(selector, this.#root);
  }
}

function narrow(): boolean {
  return matchMedia("(max-width: 700px)").matches;
}
