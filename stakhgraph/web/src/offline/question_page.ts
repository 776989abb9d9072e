// The page of a stored query in the single file: its values, and the answer of the engine.

import { type Child, make, need } from "../shared/dom.ts";
import { TABLE_FORMATS } from "../sparql/editor.ts";
import { RESULTS, type Results } from "../sparql/results.ts";
import { answerTable } from "./answer_table.ts";
import { refusal } from "./engine_client.ts";
import type { Graph } from "./graph.ts";
import { errorNotice, saveButtons } from "./notices.ts";
import type { PackedSite } from "./packed_pages.ts";
import { bind, columns, headValue, parameters, parseValue } from "./stored_query.ts";
import type { Things } from "./things.ts";

const MOST_CHOICES = 400; // more things are no list to choose from
const BASIC_TYPES = ["string", "integer", "year", "lang"];

type Values = ReadonlyMap<string, string>;

export class QuestionPage {
  readonly #main: HTMLElement;
  readonly #site: PackedSite;
  readonly #graph: Graph;
  readonly #name: string;
  readonly #query: string;

  /** `path` is the path of the page, which is in `main` already, without an answer. */
  constructor(main: HTMLElement, site: PackedSite, graph: Graph, path: string) {
    [this.#main, this.#site, this.#graph] = [main, site, graph];
    this.#name = path.slice(path.lastIndexOf("/") + 1);
    this.#query = site.queries[path.slice("/query/".length)]!;
  }

  /** Ask the query with the values of an address, and show the answer while this page is current. */
  async ask(address: URLSearchParams, isCurrent: () => boolean): Promise<void> {
    const [status, answer] = [need("#asked", this.#main), need("#told", this.#main)];
    const values = new Map([...address].filter(([, value]) => value.trim()));
    need(".quiet code", this.#main).textContent += [...values].map(([name, value]) => ` ${name}=${value}`).join("");
    status.textContent = "Asking…";
    // The page is shown before its answer.
    const things = await this.#graph.things();
    if (!isCurrent()) return;
    this.#fillForm(values, things);
    const content: Child[] = await this.#answer(values, things).catch((error: unknown) => [errorNotice(error)]);
    if (!isCurrent()) return;
    status.textContent = "";
    answer.replaceChildren(...content.filter((child): child is Node | string => Boolean(child)));
  }

  async #answer(values: Values, things: Things): Promise<Child[]> {
    const missing = parameters(this.#query).filter((one) => one.required && !values.has(one.name));
    if (missing.length) throw refusal(`Choose ${missing.map((one) => one.name).join(" and ")} first.`);
    const bound = bind(this.#query, this.#terms(values, things));
    need("details.text code", this.#main).textContent = bound;
    need<HTMLInputElement>("[name=query]", this.#main).value = bound;
    const { truth, text } = await this.#graph.engine.ask(bound, RESULTS);
    if (truth !== undefined) return [make("p", { class: "lead" }, truth ? "Yes." : "No.")];
    return this.#table(JSON.parse(text!) as Results, bound, things);
  }

  #table(results: Results, query: string, things: Things): Child[] {
    const count = results.results?.bindings.length ?? 0;
    const head = make("h2", {}, `${count} ${count === 1 ? "row" : "rows"}`);
    if (!count) {
      return [head, make("p", { class: "notice" }, "The graph has no answer for these values. That says what these documents do not say; it does not say that it is not so.")];
    }
    return [
      head,
      ...answerTable(results, things, columns(query), headValue(query, "summary")),
      make("p", { class: "downloads" }, "This answer as ", ...saveButtons(this.#graph, query, TABLE_FORMATS, this.#name)),
    ];
  }

  /** Offer the things that each value can be, and show those that are chosen. */
  #fillForm(values: Values, things: Things): void {
    for (const parameter of parameters(this.#query)) {
      const field = this.#main.querySelector<HTMLInputElement>(`#p-${parameter.name}`);
      if (!field) continue;
      const typed = values.get(parameter.name) ?? "";
      const among = things.ofType(parameter.type);
      if (!among.length || among.length > MOST_CHOICES) {
        field.value = typed;
        continue;
      }
      const chosen = among.find((thing) => [things.short(thing.iri), thing.iri, thing.label, thing.iri.slice(thing.iri.lastIndexOf("/") + 1)].includes(typed));
      const options = among.map((thing) => make("option", { value: things.short(thing.iri) }, thing.label));
      const attributes = { id: field.id, name: parameter.name, ...(parameter.required ? { required: "" } : {}) };
      const select = make("select", attributes, make("option", { value: "" }, parameter.required ? "Choose" : "all"), ...options);
      select.value = chosen ? things.short(chosen.iri) : "";
      field.replaceWith(select);
    }
  }

  /** Return the terms of the values; things may be called by their label. May throw Refusal. */
  #terms(values: Values, things: Things): Map<string, string> {
    const known = new Map(parameters(this.#query).map((one) => [one.name, one]));
    const terms = new Map<string, string>();
    for (const [name, typed] of values) {
      const parameter = known.get(name);
      if (!parameter) throw refusal(`This question has no value ${name}; it has ${[...known.keys()].join(", ") || "none"}.`);
      const { type, example } = parameter;
      const term = parseValue(type, typed, this.#site.prefixes);
      const basic = BASIC_TYPES.includes(type);
      const fits = term !== null && (basic || type === "iri" || things.byIri.has(term.slice(1, -1)));
      const thing = fits || basic ? null : things.called(type, typed);
      if (!fits && !thing) throw refusal(`No ${type.replaceAll("/", " or ")} is called “${typed}”. Write one such as ${example}.`);
      terms.set(name, thing ? `<${thing.iri}>` : term!);
    }
    return terms;
  }
}
