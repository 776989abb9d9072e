// The editor of the SPARQL page: the plain form becomes one with colours and marks, which asks without
// leaving the page. It stands in a shadow root, where its style needs no <style> element.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

import { make, need } from "./dom.ts";
import { type Fault, fault, RESULTS, type Results, SHOWN, save, table } from "./results.ts";

export const FORMS: Record<string, [media: string, words: string]> = {
  csv: ["text/csv", "CSV"],
  tsv: ["text/tab-separated-values", "TSV"],
  json: [RESULTS, "JSON"],
  xml: ["application/sparql-results+xml", "XML"],
};
export const GRAPHS: Record<string, [media: string, words: string]> = {
  ttl: ["text/turtle", "Turtle"],
  nt: ["application/n-triples", "N-Triples"],
  jsonld: ["application/ld+json", "JSON-LD"],
  rdf: ["application/rdf+xml", "RDF/XML"],
};

const theme = EditorView.theme({
  "&": { fontSize: "0.9rem", color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--quiet)", borderRadius: "4px" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "14rem", maxHeight: "22rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--line) 35%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--focus) 30%, transparent) !important" },
  ".cm-matchingBracket": { outline: "1px solid var(--quiet)", backgroundColor: "transparent" },
  ".cm-fault": { textDecoration: "underline wavy var(--rejects) 2px", textUnderlineOffset: "3px" },
  ".cm-faultline": { backgroundColor: "color-mix(in srgb, var(--rejects) 14%, transparent)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--affirms)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--rejects)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.namespace, tags.propertyName, tags.url, tags.labelName], color: "var(--qualifies)" },
]);

const marking = StateEffect.define<Fault | null>();
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, change) {
    for (const effect of change.effects) {
      if (effect.is(marking)) return effect.value ? underline(change.state, effect.value) : Decoration.none;
    }
    return change.docChanged ? Decoration.none : set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function underline(state: EditorState, { line, column }: Fault): DecorationSet {
  if (line < 1 || line > state.doc.lines) return Decoration.none;
  const at = state.doc.line(line);
  const from = Math.min(at.from + Math.max(column - 1, 0), Math.max(at.to - 1, at.from));
  const word = /^[^\s{}();,]+/.exec(state.sliceDoc(from, at.to))?.[0].length ?? 1;
  const to = Math.min(from + word, at.to);
  const row = Decoration.line({ class: "cm-faultline" }).range(at.from);
  return Decoration.set(to > from ? [row, Decoration.mark({ class: "cm-fault" }).range(from, to)] : [row]);
}

/** What an endpoint has said, or the engine of a single file. */
export interface Reply {
  ok: boolean;
  media: string;
  text: string;
}

/** Whom the editor asks, and where the query stands in the address. */
export interface Desk {
  /** Who answers, for a sentence that says that nobody does. */
  who: string;
  ask(query: string, accept: string, signal?: AbortSignal): Promise<Reply>;
  /** The query that an address has; null if it is that of another page. */
  told(address: string): string | null;
  address(query: string): string;
  page(path: string): string;
}

export class Editor {
  readonly #desk: Desk;
  readonly #form = need<HTMLFormElement>("form.editor");
  readonly #area = need<HTMLTextAreaElement>("#query");
  readonly #answer = need("#answer");
  readonly #fault = need("#fault");
  readonly #state = need("#asked");
  readonly #view: EditorView;
  #asked: AbortController | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#view = this.#open();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#run();
    });
    need("#share").hidden = false;
    need("#share").addEventListener("click", () => void this.#share());
    for (const list of document.querySelectorAll<HTMLElement>(".questions")) {
      list.addEventListener("click", (event) => this.#example(event));
    }
    const error = need("#fault");
    if (error.dataset["line"]) this.#mark({ message: "", line: Number(error.dataset["line"]), column: Number(error.dataset["column"]) });
  }

  get #query(): string {
    return this.#view.state.doc.toString();
  }

  #open(): EditorView {
    const host = make("div", { class: "code" });
    const root = host.attachShadow({ mode: "open" });
    this.#area.before(host);
    this.#area.hidden = true;
    this.#area.required = false; // a field that is not seen cannot say that it is empty
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
          marked,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Query", spellcheck: "false" }),
          keymap.of([
            { key: "Mod-Enter", run: () => (void this.#run(), true) },
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          // Left to itself, the browser writes the colour of a selected word into what replaces it, as
          // an inline style, which the policy of the page forbids.
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
    // The label of the plain field leads to the editor.
    for (const one of this.#area.labels ?? []) one.addEventListener("click", () => view.focus());
    return view;
  }

  /** Show the query of the address, as after Back. */
  follow(): void {
    this.#take(this.#desk.told(location.href) ?? "");
  }

  /** Ask what stands in the editor. */
  run(): Promise<void> {
    return this.#run();
  }

  /** Leave the page: what is asked is asked no more. */
  close(): void {
    this.#asked?.abort();
    this.#view.destroy();
  }

  #take(query: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: query } });
  }

  #example(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".questions a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const query = this.#desk.told(link.href);
    if (query === null) return;
    event.preventDefault();
    this.#take(query);
    void this.#run();
    this.#view.focus();
  }

  async #run(): Promise<void> {
    const query = this.#query;
    if (!query.trim()) return this.#refuse({ message: "There is no query to run.", line: 0, column: 0 });
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.#say("Asking…");
    try {
      const answer = await this.#desk.ask(query, `${RESULTS}, text/turtle;q=0.9`, asked.signal);
      if (asked.signal.aborted) return;
      if (!answer.ok) return this.#refuse(fault(answer.text));
      this.#refuse(null);
      this.#visit(query);
      this.#show(answer.text, answer.media, query);
    } catch (error) {
      if (asked.signal.aborted) return;
      this.#refuse({ message: `${this.#desk.who} does not answer (${error instanceof Error ? error.message : "no reason given"}).`, line: 0, column: 0 });
    }
  }

  #show(said: string, media: string, query: string): void {
    if (!media.startsWith(RESULTS)) {
      const lines = said.split("\n");
      const cut = lines.length > SHOWN;
      this.#answer.replaceChildren(
        make("h2", {}, "Answer"),
        make("pre", { tabindex: "0", "aria-label": "Answer" }, make("code", {}, lines.slice(0, SHOWN).join("\n"))),
        cut ? note(`Only the first ${SHOWN} lines are shown here; a download has them all.`) : "",
        this.#downloads(query, GRAPHS),
      );
      return this.#say("Answered.");
    }
    const found = JSON.parse(said) as Results;
    if (found.boolean !== undefined) {
      this.#answer.replaceChildren(make("h2", {}, "Answer"), make("p", { class: "lead" }, found.boolean ? "Yes." : "No."));
      return this.#say(found.boolean ? "Yes." : "No.");
    }
    const rows = found.results?.bindings.length ?? 0;
    this.#answer.replaceChildren(
      make("h2", {}, "Answer"),
      table(found, query, (path) => this.#desk.page(path)),
      rows > SHOWN ? note(`Only the first ${SHOWN} of ${rows} rows are shown here; a download has them all.`) : "",
      this.#downloads(query, FORMS),
    );
    this.#say(`${rows} ${rows === 1 ? "row" : "rows"}.`);
  }

  /** Show what is wrong beside the text; what was answered before stays. */
  #refuse(wrong: Fault | null): void {
    this.#mark(wrong);
    this.#fault.hidden = !wrong;
    if (!wrong) return this.#fault.replaceChildren();
    const where = wrong.line ? `Line ${wrong.line}, column ${wrong.column}: ` : "";
    const kept = this.#answer.childElementCount ? " The answer below is that of the query before." : "";
    this.#fault.replaceChildren(`${where}${wrong.message}${kept}`);
    this.#say("");
  }

  #mark(wrong: Fault | null): void {
    this.#view.dispatch({ effects: marking.of(wrong) });
    if (!wrong || wrong.line < 1 || wrong.line > this.#view.state.doc.lines) return;
    const at = this.#view.state.doc.line(wrong.line);
    const anchor = Math.min(at.from + Math.max(wrong.column - 1, 0), at.to);
    this.#view.dispatch({ selection: { anchor }, scrollIntoView: true });
  }

  #downloads(query: string, forms: Record<string, [string, string]>): HTMLElement {
    const buttons = Object.entries(forms).map(([ending, [media, words]]) => {
      const button = make("button", { type: "button", "data-form": ending }, words);
      button.addEventListener("click", () => void this.#save(query, media, ending));
      return button;
    });
    return make("p", { class: "downloads" }, "Download the whole answer: ", ...buttons);
  }

  async #save(query: string, media: string, ending: string): Promise<void> {
    const answer = await this.#desk.ask(query, media);
    if (!answer.ok) return this.#refuse(fault(answer.text));
    save(answer.text, media, `answer.${ending}`);
  }

  async #share(): Promise<void> {
    const address = new URL(this.#desk.address(this.#query), location.href).href;
    this.#visit(this.#query);
    try {
      await navigator.clipboard.writeText(address);
      this.#say("The address of this query is copied.");
    } catch {
      this.#say("The address of this query is now that of the page.");
    }
  }

  #visit(query: string): void {
    if (query !== this.#desk.told(location.href)) window.history.pushState(null, "", this.#desk.address(query));
  }

  #say(words: string): void {
    this.#state.textContent = words;
  }
}

function note(words: string): HTMLElement {
  return make("p", { class: "notice" }, words);
}
