// The editor of the SPARQL page: it replaces the plain field of the form and asks without leaving the
// page. It is in a shadow root, where its style needs no <style> element.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";

import { make, need } from "../shared/dom.ts";
import { colours, faultMarks, markFault, theme } from "./appearance.ts";
import { type Fault, MOST_ROWS, parseFault, RESULTS, type Results, save, table } from "./results.ts";

/** Formats of tables: ending, media type and name. */
export const TABLE_FORMATS: Record<string, [media: string, words: string]> = {
  csv: ["text/csv", "CSV"],
  tsv: ["text/tab-separated-values", "TSV"],
  json: [RESULTS, "JSON"],
  xml: ["application/sparql-results+xml", "XML"],
};
/** Formats of graphs. */
export const GRAPH_FORMATS: Record<string, [media: string, words: string]> = {
  ttl: ["text/turtle", "Turtle"],
  nt: ["application/n-triples", "N-Triples"],
  jsonld: ["application/ld+json", "JSON-LD"],
  rdf: ["application/rdf+xml", "RDF/XML"],
};

/** The answer of an endpoint, or of the engine in the single file. */
export interface Reply {
  ok: boolean;
  media: string;
  text: string;
}

/** What answers the queries, and how an address holds a query. */
export interface Service {
  /** What answers, for a sentence that says that it does not. */
  name: string;
  ask(query: string, accept: string, signal?: AbortSignal): Promise<Reply>;
  /** Return the query in an address; null if it is the address of another page. */
  queryIn(address: string): string | null;
  /** Return the address of this page with a query. */
  addressOf(query: string): string;
  /** Return the address of a page by its path on the site. */
  pageAddress(path: string): string;
}

export class Editor {
  readonly #service: Service;
  readonly #form = need<HTMLFormElement>("form.editor");
  readonly #area = need<HTMLTextAreaElement>("#query");
  readonly #answer = need("#answer");
  readonly #faultNotice = need("#fault");
  readonly #status = need("#asked");
  readonly #view: EditorView;
  #running: AbortController | null = null;

  constructor(service: Service) {
    this.#service = service;
    this.#view = this.#createView();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    need("#share").hidden = false;
    need("#share").addEventListener("click", () => void this.#share());
    for (const list of document.querySelectorAll<HTMLElement>(".questions")) {
      list.addEventListener("click", (event) => this.#example(event));
    }
    const { line, column } = this.#faultNotice.dataset;
    if (line) this.#mark({ message: "", line: Number(line), column: Number(column) });
  }

  get #query(): string {
    return this.#view.state.doc.toString();
  }

  #createView(): EditorView {
    const host = make("div", { class: "code" });
    const root = host.attachShadow({ mode: "open" });
    this.#area.before(host);
    this.#area.hidden = true;
    this.#area.required = false; // a hidden field cannot say that it is empty
    const view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: this.#area.value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          sparql(),
          syntaxHighlighting(colours),
          theme,
          faultMarks,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Query", spellcheck: "false" }),
          keymap.of([
            { key: "Mod-Enter", run: () => (void this.run(), true) },
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          // The browser would write the colour of a selected word into what replaces it as an inline
          // style, which the policy of the page forbids.
          EditorView.domEventHandlers({
            beforeinput(event, view) {
              if (event.inputType !== "insertText" || !event.data || view.state.selection.main.empty) return false;
              event.preventDefault();
              view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type" });
              return true;
            },
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) this.#area.value = update.state.doc.toString();
          }),
        ],
      }),
    });
    // The label of the plain field is now that of the editor.
    for (const one of this.#area.labels ?? []) one.addEventListener("click", () => view.focus());
    return view;
  }

  /** Show the query in the address, as after Back. */
  follow(): void {
    this.#write(this.#service.queryIn(location.href) ?? "");
  }

  /** Close the editor and stop the query that is running. */
  close(): void {
    this.#running?.abort();
    this.#view.destroy();
  }

  #write(query: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: query } });
  }

  #example(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".questions a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const query = this.#service.queryIn(link.href);
    if (query === null) return;
    event.preventDefault();
    this.#write(query);
    void this.run();
    this.#view.focus();
  }

  /** Run the query in the editor. */
  async run(): Promise<void> {
    const query = this.#query;
    if (!query.trim()) return this.#showFault({ message: "There is no query to run.", line: 0, column: 0 });
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#announce("Asking…");
    try {
      const answer = await this.#service.ask(query, `${RESULTS}, text/turtle;q=0.9`, running.signal);
      if (running.signal.aborted) return;
      if (!answer.ok) return this.#showFault(parseFault(answer.text));
      this.#showFault(null);
      this.#setAddress(query);
      this.#showAnswer(answer.text, answer.media, query);
    } catch (error) {
      if (running.signal.aborted) return;
      this.#showFault({ message: `${this.#service.name} does not answer (${error instanceof Error ? error.message : "no reason given"}).`, line: 0, column: 0 });
    }
  }

  #showAnswer(text: string, media: string, query: string): void {
    if (!media.startsWith(RESULTS)) {
      const lines = text.split("\n");
      const cut = lines.length > MOST_ROWS;
      this.#answer.replaceChildren(
        make("h2", {}, "Answer"),
        make("pre", { tabindex: "0", "aria-label": "Answer" }, make("code", {}, lines.slice(0, MOST_ROWS).join("\n"))),
        cut ? note(`Only the first ${MOST_ROWS} lines are shown here; a download has them all.`) : "",
        this.#downloads(query, GRAPH_FORMATS),
      );
      return this.#announce("Answered.");
    }
    const results = JSON.parse(text) as Results;
    if (results.boolean !== undefined) {
      this.#answer.replaceChildren(make("h2", {}, "Answer"), make("p", { class: "lead" }, results.boolean ? "Yes." : "No."));
      return this.#announce(results.boolean ? "Yes." : "No.");
    }
    const rows = results.results?.bindings.length ?? 0;
    this.#answer.replaceChildren(
      make("h2", {}, "Answer"),
      table(results, query, (path) => this.#service.pageAddress(path)),
      rows > MOST_ROWS ? note(`Only the first ${MOST_ROWS} of ${rows} rows are shown here; a download has them all.`) : "",
      this.#downloads(query, TABLE_FORMATS),
    );
    this.#announce(`${rows} ${rows === 1 ? "row" : "rows"}.`);
  }

  /** Show a fault beside the query, or none; the answer of the query before is kept. */
  #showFault(fault: Fault | null): void {
    this.#mark(fault);
    this.#faultNotice.hidden = !fault;
    if (!fault) return this.#faultNotice.replaceChildren();
    const where = fault.line ? `Line ${fault.line}, column ${fault.column}: ` : "";
    const kept = this.#answer.childElementCount ? " The answer below is that of the query before." : "";
    this.#faultNotice.replaceChildren(`${where}${fault.message}${kept}`);
    this.#announce("");
  }

  #mark(fault: Fault | null): void {
    this.#view.dispatch({ effects: markFault.of(fault) });
    if (!fault || fault.line < 1 || fault.line > this.#view.state.doc.lines) return;
    const at = this.#view.state.doc.line(fault.line);
    const anchor = Math.min(at.from + Math.max(fault.column - 1, 0), at.to);
    this.#view.dispatch({ selection: { anchor }, scrollIntoView: true });
  }

  #downloads(query: string, formats: Record<string, [string, string]>): HTMLElement {
    const buttons = Object.entries(formats).map(([ending, [media, words]]) => {
      const button = make("button", { type: "button", "data-form": ending }, words);
      button.addEventListener("click", () => void this.#save(query, media, ending));
      return button;
    });
    return make("p", { class: "downloads" }, "Download the whole answer: ", ...buttons);
  }

  async #save(query: string, media: string, ending: string): Promise<void> {
    const answer = await this.#service.ask(query, media);
    if (!answer.ok) return this.#showFault(parseFault(answer.text));
    save(answer.text, media, `answer.${ending}`);
  }

  async #share(): Promise<void> {
    const address = new URL(this.#service.addressOf(this.#query), location.href).href;
    this.#setAddress(this.#query);
    try {
      await navigator.clipboard.writeText(address);
      this.#announce("The address of this query is copied.");
    } catch {
      this.#announce("The address of this query is now that of the page.");
    }
  }

  #setAddress(query: string): void {
    if (query !== this.#service.queryIn(location.href)) window.history.pushState(null, "", this.#service.addressOf(query));
  }

  #announce(words: string): void {
    this.#status.textContent = words;
  }
}

function note(words: string): HTMLElement {
  return make("p", { class: "notice" }, words);
}
