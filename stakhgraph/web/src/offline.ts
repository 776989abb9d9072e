// Entry of the single file: its pages stand at the paths of the site behind `#`. Most were made
// beforehand and are put in; some are made here from what the engine answers.

import { shown } from "./answer.ts";
import { Asker, type Parts, Refusal } from "./asker.ts";
import { type Child, make, need } from "./dom.ts";
import { type Desk, Editor, FORMS, GRAPHS } from "./editing.ts";
import { fold } from "./fold.ts";
import { bind, columns, parameters, said, term } from "./guard.ts";
import type { Island } from "./island.ts";
import * as live from "./live.ts";
import { text, unpacked } from "./pack.ts";
import { RESULTS, type Results, save } from "./results.ts";
import { ID, type Named, Things } from "./things.ts";
import { shortened } from "./turtle.ts";
import { type Place, View } from "./view.ts";

interface Packed {
  name: string;
  /** What stands in a page for the last part of its path. */
  self: string;
  pieces: string[];
  pages: [path: string, title: string, ...row: number[]][];
  figures: Record<string, string>;
  queries: Record<string, string>;
  prefixes: Record<string, string>;
  spoken: string[];
  assumptions: string[];
}

interface Spot {
  path: string;
  query: string;
}

const MACHINERY = "overview/";
const ANSWER = { csv: FORMS["csv"]!, tsv: FORMS["tsv"]!, json: FORMS["json"]!, xml: FORMS["xml"]! };

/** Give where the address leads: what stands behind `#`, the first page if nothing does. */
function here(address = location.href): Spot {
  const hash = address.includes("#") ? address.slice(address.indexOf("#") + 1) : "";
  const [path = "", ...rest] = (hash.startsWith("/") ? hash : "/").split("?");
  return { path: decoded(path), query: rest.join("?") };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

class Book {
  readonly #packed: Packed;
  readonly #pages = new Map<string, { title: string; row: number[]; next: number }>();
  readonly #main = need("#main");
  readonly #asker = new Asker(parts);
  #things: Promise<Things> | null = null;
  #view: View | null = null;
  #editor: Editor | null = null;
  #path = "/";
  #turn = 0;
  /** How far down the page that is coming shall be shown; null if it is there already. */
  #top: number | null = null;

  constructor(packed: Packed) {
    this.#packed = packed;
    let next = 0;
    for (const [path, title, ...row] of packed.pages) {
      this.#pages.set(path, { title, row, next });
      for (const step of row) next += step < 0 ? -step : 0;
    }
    history.scrollRestoration = "manual";
    addEventListener("hashchange", () => void this.#go(true));
    document.addEventListener("submit", (event) => this.#submit(event));
    need(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.#main.focus();
    });
    this.#keepPlace();
    if (location.hash.startsWith("#/") && location.hash !== "#/") void this.#go(false);
    else this.#frame("/", "");
    // While the first page is read, the engine starts.
    const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 500));
    idle(() => this.#asker.warm(), { timeout: 3000 });
  }

  // ---------------------------------------------------------------------------------- going about

  async #go(moved: boolean): Promise<void> {
    if (location.hash && !location.hash.startsWith("#/")) return;
    const { path, query } = here();
    const turn = ++this.#turn;
    const top = Number(history.state?.top ?? 0);
    if (this.#view && path === "/lineage" && this.#path === path) {
      await this.#view.follow();
      return;
    }
    if (this.#editor && path === "/sparql" && this.#path === path) {
      this.#editor.follow();
      if (query) void this.#editor.run();
      return;
    }
    this.#editor?.close();
    [this.#view, this.#editor, this.#path] = [null, null, path];
    this.#top = moved ? top : null;
    this.#frame(path, query);
    try {
      await this.#show(path, query, () => turn === this.#turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#put("This cannot be answered", [make("h1", {}, "This cannot be answered"), fault(error)]);
    }
  }

  /** Say where one is, in the menu and at the foot. */
  #frame(path: string, query: string): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("header.site nav a")) {
      const target = link.getAttribute("href")!.slice(1);
      const mine = path === target || path.startsWith(`${target.replace(/\/$/, "")}/`);
      if (mine) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    need<HTMLInputElement>("#q").value = path === "/search" ? (new URLSearchParams(query).get("q") ?? "") : "";
    need("footer .permalink code").textContent = `#${path}${query ? `?${query}` : ""}`;
    this.#main.classList.toggle("broad", path === "/lineage" || path === "/sparql" || path.startsWith("/query/"));
    // The style of the lineage turns the paper on its side when it is printed.
    need<HTMLStyleElement>("#style-explorer").disabled = path !== "/lineage";
  }

  /** Say to who listens where one is, and put the focus there. */
  #arrive(): void {
    if (this.#top === null) return;
    const head = this.#main.querySelector<HTMLElement>("h1");
    if (head) head.tabIndex = -1;
    (head ?? this.#main).focus({ preventScroll: true });
    need("#said").textContent = head?.textContent ?? document.title;
    scrollTo({ top: this.#top });
    this.#top = null;
  }

  /** Keep with each address how far its page was read, for Back. */
  #keepPlace(): void {
    let waiting = 0;
    addEventListener("scroll", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => history.replaceState({ top: scrollY }, ""), 150);
    });
    addEventListener("hashchange", () => clearTimeout(waiting));
  }

  /** A form leads to the address that it would lead to on the site. */
  #submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const action = form.getAttribute("action") ?? "";
    if (event.defaultPrevented || !action.startsWith("#/")) return;
    event.preventDefault();
    const told = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (String(value).trim()) told.set(name, String(value));
    const query = told.toString();
    location.hash = `${action}${query ? `?${query}` : ""}`;
  }

  // -------------------------------------------------------------------------------------- showing

  async #show(asked: string, query: string, current: () => boolean): Promise<void> {
    const path = this.#settled(asked);
    const told = new URLSearchParams(query);
    if (path === "/lineage") return this.#lineage(query);
    if (path === "/sparql") return this.#sparql(told.get("query") ?? "");
    if (path === "/queries" && query) return this.#questions(told.get("about") ?? "", told.get("for") ?? "");
    if (path === "/search") return this.#found(live.search(told.get("q") ?? "", await this.#named()), current);
    if (path === "/debate" && told.get("as-of")) return this.#debate(told.get("as-of")!);
    if (path === "/what-if" && told.get("aside")) return this.#whatIf(told.getAll("aside"));
    if (path.startsWith("/query/") && this.#pages.has(path)) return this.#question(path, told, current);
    if (path in this.#packed.figures) return this.#figure(path);
    if (this.#pages.has(path)) return this.#page(path);
    const found = await live.nameless(this.#iri(path), await this.#named(), (...args) => this.#rows(...args));
    const words = path.slice(path.lastIndexOf("/") + 1).replace(/[-:]/g, " ");
    return this.#found(found ?? live.search(words, await this.#named(), true), current);
  }

  /** Give the path under which a page is kept, for all that it may be called by. */
  #settled(path: string): string {
    const bare = path.replace(/^\/id\//, "/").replace(/^\/ns$/, "/vocab/");
    const [, kind = "", slug = ""] = bare.split("/");
    return kind === "prop" && this.#packed.assumptions.includes(slug) ? `/assumption/${slug}` : bare;
  }

  #iri(path: string): string {
    return `${ID}${path.slice(1).replace(/^assumption\//, "prop/")}`;
  }

  /** Give the HTML of a page that was made beforehand. */
  #body(path: string): string {
    const { pieces, self } = this.#packed;
    const page = this.#pages.get(path)!;
    let next = page.next;
    const parts = page.row.flatMap((step) => (step < 0 ? pieces.slice(next, (next -= step)) : pieces[step]!));
    return parts.join("").replaceAll(self, () => path.slice(path.lastIndexOf("/") + 1));
  }

  #page(path: string): void {
    this.#put(this.#pages.get(path)!.title, this.#body(path));
  }

  #put(title: string, body: string | Child[]): void {
    document.title = title === this.#packed.name ? title : `${title} – ${this.#packed.name}`;
    if (typeof body === "string") this.#main.innerHTML = body;
    else this.#main.replaceChildren(...body.filter((child): child is Node | string => Boolean(child)));
    for (const image of this.#main.querySelectorAll<HTMLImageElement>("img[data-figure]")) {
      image.src = drawn(this.#packed.figures[image.dataset["figure"]!] ?? "");
    }
    const dumps = this.#main.querySelector("#dumps");
    dumps?.append(...this.#buttons("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", GRAPHS, "stakhgraph"));
    this.#arrive();
  }

  #found({ title, body }: { title: string; body: Child[] }, current: () => boolean): void {
    if (current()) this.#put(title, body);
  }

  #figure(path: string): void {
    const svg = this.#packed.figures[path]!;
    const title = /<title[^>]*>([^<]*)/.exec(svg)?.[1] ?? "Drawing";
    const words = new DOMParser().parseFromString(title, "text/html").body.textContent ?? title;
    const button = make("button", { type: "button" }, "Download as SVG");
    button.addEventListener("click", () => save(svg, "image/svg+xml", path.slice(path.lastIndexOf("/") + 1)));
    const image = make("img", { alt: `${words}. The pages of the works and of the argument say the same.`, src: drawn(svg) });
    this.#put(words, [make("h1", {}, words), make("figure", { class: "picture" }, image), make("p", { class: "downloads" }, button)]);
  }

  /** Show the debate as of a year: nothing changes between two years in which something was written. */
  #debate(year: string): void {
    const years = [...this.#pages.keys()].map((path) => /^\/debate\?as-of=(\d+)$/.exec(path)?.[1]).filter((one) => one !== undefined);
    const last = years.map(Number).sort((one, other) => one - other).filter((one) => one <= Number(year)).at(-1);
    if (!/^\d{4}$/.test(year)) throw refused(`“${year}” is no year. Write one such as 1966.`);
    const kept = last ?? Math.min(...years.map(Number));
    this.#page(`/debate?as-of=${kept}`);
    need("h1", this.#main).textContent = `The debate as of ${year}`;
    document.title = document.title.replace(String(kept), year);
    need<HTMLInputElement>("#year", this.#main).value = year;
  }

  #whatIf(aside: readonly string[]): void {
    const path = `/what-if?aside=${aside.at(-1)}`;
    if (this.#pages.has(path)) return this.#page(path);
    throw refused(`This file has not worked out what would be left without ${aside.join(" and ")}. Ask: stakhgraph what-if ${aside.join(" ")}`);
  }

  // ------------------------------------------------------------------------------------ the lineage

  async #lineage(query: string): Promise<void> {
    this.#page("/lineage");
    const place: Place = {
      query: () => `?${here().query}`,
      push: (next) => {
        history.pushState(null, "", `#/lineage${next}`);
        this.#frame("/lineage", next.slice(1));
      },
      page: (path) => `#${path}`,
      redraw: async (next) => {
        const path = new URLSearchParams(next).get("basis") === "cited" ? "/lineage?basis=cited" : "/lineage";
        const page = new DOMParser().parseFromString(this.#body(path), "text/html");
        return document.adoptNode(need<SVGSVGElement>("#plot", page));
      },
    };
    const island = JSON.parse(need("#data").textContent ?? "") as Island;
    this.#view = new View(need(".explorer"), island, place);
    await this.#view.follow();
    for (const notice of unknown(island, new URLSearchParams(query))) {
      need(".choose").after(make("p", { class: "notice", role: "alert" }, notice));
    }
  }

  // ------------------------------------------------------------------------------------- questions

  async #question(path: string, told: URLSearchParams, current: () => boolean): Promise<void> {
    const query = this.#packed.queries[path.slice("/query/".length)]!;
    this.#page(path);
    const [state, answer] = [need("#asked", this.#main), need("#told", this.#main)];
    const say = (words: string): void => void (state.textContent = words);
    const given = new Map([...told].filter(([, value]) => value.trim()));
    const needed = parameters(query).filter((one) => one.required && !given.has(one.name));
    need(".quiet code", this.#main).textContent += [...given].map(([name, value]) => ` ${name}=${value}`).join("");
    say("Asking…");
    // The page is there before its answer.
    const things = await this.#named();
    if (!current()) return;
    this.#choices(query, given, things);
    try {
      if (needed.length) throw refused(`Choose ${needed.map((one) => one.name).join(" and ")} first.`);
      const bound = bind(query, this.#terms(query, given, things));
      need("details.text code", this.#main).textContent = bound;
      need<HTMLInputElement>("[name=query]", this.#main).value = bound;
      const reply = await this.#asker.ask(bound, RESULTS);
      if (!current()) return;
      say("");
      answer.replaceChildren(...this.#answered(reply.truth, reply.text, bound, things, path).filter((child): child is Node => Boolean(child)));
    } catch (error) {
      if (!current()) return;
      say("");
      answer.replaceChildren(fault(error));
    }
  }

  #answered(truth: boolean | undefined, text: string | undefined, query: string, things: Things, path: string): Child[] {
    if (truth !== undefined) return [make("p", { class: "lead" }, truth ? "Yes." : "No.")];
    const found = JSON.parse(text!) as Results;
    const count = found.results?.bindings.length ?? 0;
    const head = make("h2", {}, `${count} ${count === 1 ? "row" : "rows"}`);
    if (!count) {
      return [head, make("p", { class: "notice" }, "The graph has no answer for these values. That says what these documents do not say; it does not say that it is not so.")];
    }
    const name = path.slice(path.lastIndexOf("/") + 1);
    return [
      head,
      ...shown(found, things, columns(query), said(query, "summary")),
      make("p", { class: "downloads" }, "This answer as ", ...this.#buttons(query, ANSWER, name)),
    ];
  }

  /** Offer the things that a value can be, and show those that are chosen. */
  #choices(query: string, given: ReadonlyMap<string, string>, things: Things): void {
    for (const one of parameters(query)) {
      const field = this.#main.querySelector<HTMLInputElement>(`#p-${one.name}`);
      if (!field) continue;
      const typed = given.get(one.name) ?? "";
      const among = things.ofType(one.type);
      if (!among.length || among.length > 400) {
        field.value = typed;
        continue;
      }
      const chosen = among.find((thing) => [things.short(thing.iri), thing.iri, thing.label, thing.iri.slice(thing.iri.lastIndexOf("/") + 1)].includes(typed));
      const options = among.map((thing) => make("option", { value: things.short(thing.iri) }, thing.label));
      const select = make("select", { id: field.id, name: one.name, ...(one.required ? { required: "" } : {}) }, make("option", { value: "" }, one.required ? "Choose" : "all"), ...options);
      select.value = chosen ? things.short(chosen.iri) : "";
      field.replaceWith(select);
    }
  }

  /** Give the checked terms of the values; things may be called by their label. */
  #terms(query: string, given: ReadonlyMap<string, string>, things: Things): Map<string, string> {
    const known = new Map(parameters(query).map((one) => [one.name, one]));
    const found = new Map<string, string>();
    for (const [name, typed] of given) {
      const one = known.get(name);
      if (!one) throw refused(`This question has no value ${name}; it has ${[...known.keys()].join(", ") || "none"}.`);
      const written = term(one.type, typed, this.#packed.prefixes);
      const basic = ["string", "integer", "year", "lang"].includes(one.type);
      const fits = written !== null && (basic || one.type === "iri" || things.byIri.has(written.slice(1, -1)));
      const thing = fits || basic ? null : things.called(one.type, typed);
      if (!fits && !thing) throw refused(`No ${one.type.replaceAll("/", " or ")} is called “${typed}”. Write one such as ${one.example}.`);
      found.set(name, thing ? `<${thing.iri}>` : written!);
    }
    return found;
  }

  #questions(about: string, reader: string): void {
    this.#page("/queries");
    const field = need<HTMLInputElement>("#about", this.#main);
    const select = need<HTMLSelectElement>("#for", this.#main);
    [field.value, select.value] = [about, reader];
    const asked = Object.fromEntries(Object.entries(this.#packed.queries).filter(([name]) => !name.startsWith(MACHINERY)));
    const names = live.about(asked, about, reader);
    const items = names.map((name) => make("li", {}, make("a", { href: `#/query/${name}` }, said(asked[name]!, "summary")), " ", make("code", {}, name)));
    for (const old of this.#main.querySelectorAll("section")) old.remove();
    const who = reader ? ` and for a ${reader}` : "";
    this.#main.append(
      names.length
        ? make("section", { "aria-labelledby": "topic-1" }, make("h2", { id: "topic-1" }, "Best first"), make("ul", { class: "questions" }, ...items))
        : make("p", { class: "notice" }, `No question is about “${about}”${who}. `, make("a", { href: "#/queries" }, "Show all"), ", or ", make("a", { href: "#/sparql" }, "ask in SPARQL"), "."),
      about ? make("p", {}, make("a", { href: `#/search?q=${encodeURIComponent(about)}` }, `Things called “${about}”`)) : "",
    );
  }

  // ---------------------------------------------------------------------------------------- SPARQL

  async #sparql(query: string): Promise<void> {
    this.#page("/sparql");
    this.#asker.warm();
    need<HTMLTextAreaElement>("#query").value = query;
    const desk: Desk = {
      who: "The engine",
      told: (address) => {
        const spot = here(address);
        return spot.path === "/sparql" ? new URLSearchParams(spot.query).get("query") : null;
      },
      address: (next) => `#/sparql?query=${encodeURIComponent(next)}`,
      page: (path) => `#${this.#settled(path)}`,
      ask: (next, accept, signal) => this.#reply(next, accept, signal),
    };
    this.#editor = new Editor(desk);
    if (query) await this.#editor.run();
  }

  /** Answer as an endpoint would: a table or truth in a form of SPARQL, a graph in one of RDF. */
  async #reply(query: string, accept: string, signal?: AbortSignal): ReturnType<Desk["ask"]> {
    const graph = /^(?:CONSTRUCT|DESCRIBE)$/.test(formOf(query));
    const media = accept.startsWith(RESULTS) ? (graph ? "text/turtle" : RESULTS) : accept;
    try {
      const { truth, text } = await this.#asker.ask(query, media, signal);
      if (truth !== undefined) return { ok: true, media: RESULTS, text: JSON.stringify({ head: {}, boolean: truth }) };
      return { ok: true, media, text: media === "text/turtle" ? shortened(text!, this.#packed.prefixes) : text! };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { line, column, message } = error.fault;
      return { ok: false, media: "text/plain", text: line ? `line ${line}, column ${column}: ${message}` : message };
    }
  }

  // -------------------------------------------------------------------------------------- the graph

  /** Give the rows of the answer to one of the file's own questions. */
  async #rows(name: string, iri?: string): Promise<live.Row[]> {
    const query = this.#packed.queries[name]!;
    const first = parameters(query)[0];
    const bound = bind(query, new Map(iri && first ? [[first.name, `<${iri}>`]] : []));
    const found = JSON.parse((await this.#asker.ask(bound, RESULTS)).text!) as Results;
    return (found.results?.bindings ?? []).map((row) => Object.fromEntries((found.head.vars ?? []).map((one) => [one, String(row[one]?.value ?? "")])));
  }

  #named(): Promise<Things> {
    this.#things ??= (async () => {
      const names = (await this.#rows("overview/names")) as unknown as Named[];
      const labels = (await this.#rows("overview/labels")) as { thing: string; name: string }[];
      return new Things(names, labels, this.#packed);
    })();
    return this.#things;
  }

  #buttons(query: string, forms: Record<string, [media: string, words: string]>, name: string): HTMLElement[] {
    return Object.entries(forms).map(([ending, [media, words]]) => {
      const button = make("button", { type: "button", "data-form": ending }, words);
      button.addEventListener("click", () => {
        void this.#reply(query, media).then(({ ok, text }) => {
          if (ok) save(text, media, `${name}.${ending}`);
          else button.after(make("p", { class: "notice error", role: "alert" }, text));
        });
      });
      return button;
    });
  }
}

async function parts(): Promise<Parts> {
  const compiled = WebAssembly.compileStreaming(unpacked("wasm", "application/wasm"));
  const [script, module, graph] = await Promise.all([text("engine"), compiled, text("graph")]);
  return { script, module, graph };
}

function formOf(query: string): string {
  return /\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(query.replace(/<[^<>\s]*>|#[^\n]*/g, " "))?.[0].toUpperCase() ?? "";
}

/** Say what of an address of the lineage is not known. */
function* unknown(island: Island, told: URLSearchParams): Generator<string> {
  for (const name of ["focus", "a", "b"]) {
    const typed = told.get(name)?.trim() ?? "";
    if (!typed || island.works.some((work) => work.slug === typed)) continue;
    const near = island.works.filter((work) => work.keys.some((key) => ` ${key}`.includes(` ${fold(typed)}`)));
    yield `No work is called “${typed.slice(0, 60)}”.${near.length ? ` There are ${near.slice(0, 6).map((work) => work.label).join("; ")}.` : ""}`;
  }
  const [assumption, stance] = [told.get("assumption") ?? "", told.get("stance") ?? ""];
  if (assumption && !island.assumptions.some((one) => one.slug === assumption)) {
    yield `There is no assumption “${assumption.slice(0, 60)}”; there are ${island.assumptions.map((one) => one.slug).join(", ")}.`;
  }
  if (stance && !(stance in island.attitudes)) {
    yield `There is no stance “${stance.slice(0, 60)}”; there are ${Object.keys(island.attitudes).join(", ")}.`;
  }
  for (const name of ["from", "to"]) {
    const year = told.get(name)?.trim() ?? "";
    if (year && !/^\d{4}$/.test(year)) yield `“${year.slice(0, 60)}” is no year of four digits.`;
  }
}

function drawn(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function fault(error: unknown): HTMLElement {
  const words = error instanceof Error ? error.message : String(error);
  return make("p", { class: "notice error", role: "alert" }, `${words}${/[.?!]$/.test(words) ? "" : "."}`);
}

function refused(message: string): Refusal {
  return new Refusal({ message, line: 0, column: 0 });
}

text("pages").then(
  (said) => new Book(JSON.parse(said) as Packed),
  (error: unknown) => {
    const state = need("#state");
    state.textContent = `The pages of this file cannot be read (${String(error)}). Below is the first page.`;
    state.hidden = false;
  },
);
