// The controls around picture and table: the form, the filters that are on, the address of the view.

import { make, need } from "../shared/dom.ts";
import type { Settings } from "./data.ts";
import type { Filter } from "./filters.ts";

export class Controls {
  readonly #root: HTMLElement;
  readonly #defaults: Settings;
  readonly #address: (settings: Settings) => string;

  /** `address` returns the address of the page with some settings. */
  constructor(root: HTMLElement, defaults: Settings, address: (settings: Settings) => string) {
    [this.#root, this.#defaults, this.#address] = [root, defaults, address];
  }

  /** Show the settings, how many works they leave, and the filters with a link that drops each. */
  show(settings: Settings, count: string, filters: readonly Filter[], empty: boolean): void {
    this.#fill(settings);
    this.#need("#count").textContent = count;
    this.#need("[data-count]").textContent = count;
    const chips = this.#need("#active");
    chips.hidden = !filters.length;
    chips.replaceChildren(...filters.map((filter) => this.#chip(settings, filter, "drop", false)));
    const notice = this.#need("#empty");
    notice.hidden = !empty;
    need("ul", notice).replaceChildren(...filters.map((filter) => this.#chip(settings, filter, "Drop this filter", true)));
    const link = this.#need<HTMLAnchorElement>("#permalink");
    link.href = this.#address(settings);
    link.textContent = link.href;
    link.setAttribute("href", link.href);
    this.#need(".reset").setAttribute("href", this.#address({ ...this.#defaults, view: settings.view }));
  }

  /** Return the query part that the fields stand for. */
  query(): string {
    const values = new FormData(this.form);
    return new URLSearchParams([...values].map(([name, value]) => [name, String(value)])).toString();
  }

  /** Return whether the field of this name is a choice among values of which this is one. */
  offers(name: string, value: string): boolean {
    const field = this.#field(name);
    return field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value);
  }

  /** Show a notice below the form. */
  notify(words: string): void {
    this.#need(".choose").after(make("p", { class: "notice", role: "alert" }, words));
  }

  /** Remove all notices. */
  clearNotices(): void {
    for (const notice of this.#root.querySelectorAll(".notice")) notice.remove();
  }

  get form(): HTMLFormElement {
    return this.#need<HTMLFormElement>("#controls");
  }

  /** Fill all fields but the one that a reader is writing in. */
  #fill({ start, end, ...others }: Settings): void {
    const values: Record<string, unknown> = { ...others, from: start ?? "", to: end ?? "" };
    for (const [name, value] of Object.entries(values)) {
      const field = this.#field(name);
      if (field && document.activeElement !== field) field.value = String(value);
    }
  }

  #chip(settings: Settings, filter: Filter, words: string, button: boolean): HTMLElement {
    const href = this.#address({ ...settings, ...filter.dropped });
    const attributes = { href, ...(button ? { class: "button" } : { "aria-label": `Drop the filter: ${filter.words}` }) };
    return make("li", {}, `${filter.words} `, make("a", attributes, words));
  }

  #field(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.form.querySelector(`[name="${name}"]`);
  }

  #need<T extends Element = HTMLElement>(selector: string): T {
    return need<T>(selector, this.#root);
  }
}
