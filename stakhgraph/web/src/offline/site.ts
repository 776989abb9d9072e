// The site in the single file: it shows the page of the address behind `#`. Most pages were made in
// advance; some are made here from answers of the engine.

import type { Explorer } from "../lineage/explorer.ts";
import { type Child, make, need } from "../shared/dom.ts";
import { Editor, GRAPH_FORMATS, type Service } from "../sparql/editor.ts";
import { save } from "../sparql/results.ts";
import { escaped, parseAddress } from "./address.ts";
import { refusal } from "./engine_client.ts";
import { Graph } from "./graph.ts";
import { notifyUnknown, openExplorer } from "./lineage_page.ts";
import { type LivePage, nameless, queriesAbout, searchPage } from "./live_pages.ts";
import { errorNotice, saveButtons } from "./notices.ts";
import { PackedPages, type PackedSite } from "./packed_pages.ts";
import { QuestionPage } from "./question_page.ts";
import { headValue } from "./stored_query.ts";
import { ID } from "./things.ts";

const PAGE_QUERIES = "overview/"; // queries behind pages, which are not in the catalogue
const EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }";

export class OfflineSite {
  readonly #site: PackedSite;
  readonly #pages: PackedPages;
  readonly #graph: Graph;
  readonly #main = need("#main");
  #explorer: Explorer | null = null;
  #editor: Editor | null = null;
  #path = "/";
  /** Counts the pages, so that a page that comes too late is not shown. */
  #visit = 0;
  /** How far down the next page is scrolled; null if a page is shown without going to it. */
  #scrollTop: number | null = null;

  constructor(site: PackedSite) {
    this.#site = site;
    this.#pages = new PackedPages(site);
    this.#graph = new Graph(site);
    history.scrollRestoration = "manual";
    addEventListener("hashchange", () => void this.#go(true));
    document.addEventListener("submit", (event) => this.#submit(event));
    need(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.#main.focus();
    });
    this.#keepScrollPositions();
    if (location.hash.startsWith("#/") && location.hash !== "#/") void this.#go(false);
    else this.#updateFrame("/", "");
    // The engine starts while the first page is read.
    const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 500));
    idle(() => this.#graph.engine.warm(), { timeout: 3000 });
  }

  // ----------------------------------------------------------------------------------- navigation

  async #go(byNavigation: boolean): Promise<void> {
    if (location.hash && !location.hash.startsWith("#/")) return;
    const { path, query } = parseAddress();
    const visit = ++this.#visit;
    const top = Number(history.state?.top ?? 0);
    if (this.#explorer && path === "/lineage" && this.#path === path) {
      await this.#explorer.follow();
      return;
    }
    if (this.#editor && path === "/sparql" && this.#path === path) {
      this.#editor.follow();
      if (query) void this.#editor.run();
      return;
    }
    this.#editor?.close();
    [this.#explorer, this.#editor, this.#path] = [null, null, path];
    this.#scrollTop = byNavigation ? top : null;
    this.#updateFrame(path, query);
    try {
      await this.#show(path, query, () => visit === this.#visit);
    } catch (error) {
      if (visit !== this.#visit) return;
      this.#put("This cannot be answered", [make("h1", {}, "This cannot be answered"), errorNotice(error)]);
    }
  }

  /** Show the address in menu, search field and footer. */
  #updateFrame(path: string, query: string): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("header.site nav a")) {
      const target = link.getAttribute("href")!.slice(1);
      const current = path === target || path.startsWith(`${target.replace(/\/$/, "")}/`);
      if (current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    need<HTMLInputElement>("#q").value = path === "/search" ? (new URLSearchParams(query).get("q") ?? "") : "";
    const shown = path.split("/").map(escaped).join("/");
    need("footer .permalink code").textContent = `#${shown}${query ? `?${query}` : ""}`;
    this.#main.classList.toggle("broad", path === "/lineage" || path === "/sparql" || path.startsWith("/query/"));
    // The style of the lineage turns the paper to landscape when it is printed.
    need<HTMLStyleElement>("#style-explorer").disabled = path !== "/lineage";
  }

  /** After navigation, focus and announce the heading of the page. */
  #arrive(): void {
    if (this.#scrollTop === null) return;
    const head = this.#main.querySelector<HTMLElement>("h1");
    if (head) head.tabIndex = -1;
    (head ?? this.#main).focus({ preventScroll: true });
    need("#said").textContent = head?.textContent ?? document.title;
    scrollTo({ top: this.#scrollTop });
    this.#scrollTop = null;
  }

  /** Keep with each entry of the history how far its page is scrolled, for Back. */
  #keepScrollPositions(): void {
    let waiting = 0;
    addEventListener("scroll", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => history.replaceState({ top: scrollY }, ""), 150);
    });
    addEventListener("hashchange", () => clearTimeout(waiting));
  }

  /** Lead a form to the address to which it would lead on the site. */
  #submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const action = form.getAttribute("action") ?? "";
    if (event.defaultPrevented || !action.startsWith("#/")) return;
    event.preventDefault();
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (String(value).trim()) values.set(name, String(value));
    const query = values.toString();
    location.hash = `${action}${query ? `?${query}` : ""}`;
  }

  // ---------------------------------------------------------------------------------------- pages

  async #show(address: string, query: string, isCurrent: () => boolean): Promise<void> {
    const path = this.#canonical(address);
    const values = new URLSearchParams(query);
    if (path === "/lineage") return this.#lineage(query);
    if (path === "/sparql") return this.#sparql(values.get("query") ?? "");
    if (path === "/queries" && query) return this.#catalogue(values.get("about") ?? "", values.get("for") ?? "");
    if (path === "/search") return this.#putLive(searchPage(values.get("q") ?? "", await this.#graph.things()), isCurrent);
    if (path === "/debate" && values.get("as-of")) return this.#debate(values.get("as-of")!);
    if (path === "/what-if" && values.get("aside")) return this.#whatIf(values.getAll("aside"));
    if (path.startsWith("/query/") && this.#pages.has(path)) {
      this.#packedPage(path);
      return new QuestionPage(this.#main, this.#site, this.#graph, path).ask(values, isCurrent);
    }
    if (path in this.#site.figures) return this.#figure(path);
    if (this.#pages.has(path)) return this.#packedPage(path);
    const things = await this.#graph.things();
    const page = await nameless(this.#iri(path), things, (...args) => this.#graph.rows(...args));
    const words = path.slice(path.lastIndexOf("/") + 1).replace(/[-:]/g, " ");
    return this.#putLive(page ?? searchPage(words, things, true), isCurrent);
  }

  /** Return the path under which a page is kept, for any of its addresses. */
  #canonical(path: string): string {
    const bare = path.replace(/^\/id\//, "/").replace(/^\/ns$/, "/vocab/");
    const [, kind = "", slug = ""] = bare.split("/");
    return kind === "prop" && this.#site.assumptions.includes(slug) ? `/assumption/${slug}` : bare;
  }

  #iri(path: string): string {
    return `${ID}${path.slice(1).replace(/^assumption\//, "prop/")}`;
  }

  #packedPage(path: string): void {
    this.#put(this.#pages.title(path), this.#pages.html(path));
  }

  #putLive({ title, body }: LivePage, isCurrent: () => boolean): void {
    if (isCurrent()) this.#put(title, body);
  }

  #put(title: string, body: string | Child[]): void {
    document.title = title === this.#site.name ? title : `${title} – ${this.#site.name}`;
    if (typeof body === "string") this.#main.innerHTML = body;
    else this.#main.replaceChildren(...body.filter((child): child is Node | string => Boolean(child)));
    for (const image of this.#main.querySelectorAll<HTMLImageElement>("img[data-figure]")) {
      image.src = dataUrl(this.#site.figures[image.dataset["figure"]!] ?? "");
    }
    this.#main.querySelector("#dumps")?.append(...saveButtons(this.#graph, EVERYTHING, GRAPH_FORMATS, "stakhgraph"));
    this.#arrive();
  }

  #figure(path: string): void {
    const svg = this.#site.figures[path]!;
    const title = /<title[^>]*>([^<]*)/.exec(svg)?.[1] ?? "Drawing";
    const words = new DOMParser().parseFromString(title, "text/html").body.textContent ?? title;
    const button = make("button", { type: "button" }, "Download as SVG");
    button.addEventListener("click", () => save(svg, "image/svg+xml", path.slice(path.lastIndexOf("/") + 1)));
    const image = make("img", { alt: `${words}. The pages of the works and of the argument say the same.`, src: dataUrl(svg) });
    this.#put(words, [make("h1", {}, words), make("figure", { class: "picture" }, image), make("p", { class: "downloads" }, button)]);
  }

  /** Show the debate as of a year: nothing changes between two years in which something was written. */
  #debate(year: string): void {
    if (!/^-?\d{1,4}$/.test(year)) throw refusal(`“${year}” is no year. Write one such as 1966.`);
    const years = this.#pages.paths().map((path) => /^\/debate\?as-of=(-?\d+)$/.exec(path)?.[1]).filter((one) => one !== undefined).map(Number);
    const last = years.sort((one, other) => one - other).filter((one) => one <= Number(year)).at(-1);
    const kept = last ?? Math.min(...years);
    this.#packedPage(`/debate?as-of=${kept}`);
    need("h1", this.#main).textContent = `The debate as of ${Number(year) > 0 ? Number(year) : `${1 - Number(year)} BCE`}`;
    document.title = document.title.replace(String(kept), year);
    need<HTMLInputElement>("#year", this.#main).value = year;
  }

  #whatIf(aside: readonly string[]): void {
    const path = `/what-if?aside=${aside.at(-1)}`;
    if (this.#pages.has(path)) return this.#packedPage(path);
    throw refusal(`This file has not worked out what would be left without ${aside.join(" and ")}. Ask: stakhgraph what-if ${aside.join(" ")}`);
  }

  #catalogue(about: string, reader: string): void {
    this.#packedPage("/queries");
    const field = need<HTMLInputElement>("#about", this.#main);
    const select = need<HTMLSelectElement>("#for", this.#main);
    [field.value, select.value] = [about, reader];
    const queries = Object.fromEntries(Object.entries(this.#site.queries).filter(([name]) => !name.startsWith(PAGE_QUERIES)));
    const names = queriesAbout(queries, about, reader);
    const items = names.map((name) => make("li", {}, make("a", { href: `#/query/${name}` }, headValue(queries[name]!, "summary")), " ", make("code", {}, name)));
    for (const old of this.#main.querySelectorAll("section")) old.remove();
    const who = reader ? ` and for a ${reader}` : "";
    this.#main.append(
      names.length
        ? make("section", { "aria-labelledby": "topic-1" }, make("h2", { id: "topic-1" }, "Best first"), make("ul", { class: "questions" }, ...items))
        : make("p", { class: "notice" }, `No question is about “${about}”${who}. `, make("a", { href: "#/queries" }, "Show all"), ", or ", make("a", { href: "#/sparql" }, "ask in SPARQL"), "."),
      about ? make("p", {}, make("a", { href: `#/search?q=${encodeURIComponent(about)}` }, `Things called “${about}”`)) : "",
    );
  }

  async #lineage(query: string): Promise<void> {
    this.#packedPage("/lineage");
    this.#explorer = openExplorer(this.#pages, (next) => this.#updateFrame("/lineage", next));
    await this.#explorer.follow();
    notifyUnknown(new URLSearchParams(query));
  }

  async #sparql(query: string): Promise<void> {
    this.#packedPage("/sparql");
    this.#graph.engine.warm();
    need<HTMLTextAreaElement>("#query").value = query;
    const service: Service = {
      name: "The engine",
      queryIn: (address) => {
        const found = parseAddress(address);
        return found.path === "/sparql" ? new URLSearchParams(found.query).get("query") : null;
      },
      addressOf: (next) => `#/sparql?query=${encodeURIComponent(next)}`,
      pageAddress: (path) => `#${this.#canonical(path)}`,
      ask: (next, accept, signal) => this.#graph.reply(next, accept, signal),
    };
    this.#editor = new Editor(service);
    if (query) await this.#editor.run();
  }
}

function dataUrl(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
