// Notices of errors, and buttons that save an answer, as several pages of the single file have them.

import { make } from "../shared/dom.ts";
import { save } from "../sparql/results.ts";
import type { Graph } from "./graph.ts";

/** Return the notice of an error, as a sentence. */
export function errorNotice(error: unknown): HTMLElement {
  const words = error instanceof Error ? error.message : String(error);
  return make("p", { class: "notice error", role: "alert" }, `${words}${/[.?!]$/.test(words) ? "" : "."}`);
}

/** Return a button for each format that asks a query and saves the answer under this name. */
export function saveButtons(
  graph: Graph,
  query: string,
  formats: Record<string, [media: string, words: string]>,
  name: string,
): HTMLElement[] {
  return Object.entries(formats).map(([ending, [media, words]]) => {
    const button = make("button", { type: "button", "data-form": ending }, words);
    button.addEventListener("click", () => {
      void graph.reply(query, media).then(({ ok, text }) => {
        if (ok) save(text, media, `${name}.${ending}`);
        else button.after(make("p", { class: "notice error", role: "alert" }, text));
      });
    });
    return button;
  });
}
