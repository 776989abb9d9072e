// The worker of the single file: an engine with the graph, which answers one query after the other. It
// is a worker so that a query that does not end can be stopped.

import { initSync, Store } from "oxigraph/web.js";

export interface Question {
  id: number;
  query: string;
  media: string;
}

export interface Answer {
  id: number;
  text?: string;
  truth?: boolean;
  error?: string;
}

/** Characters that an answer may have. */
export const LONGEST = 20_000_000;

let store: Store | undefined;

onmessage = ({ data }: MessageEvent<{ module: WebAssembly.Module; graph: string } | Question>) => {
  if ("graph" in data) {
    initSync({ module: data.module });
    store = new Store();
    // The graph was written by a store: its names need no check.
    store.load(data.graph, { format: "text/turtle", no_transaction: true, unchecked: true });
    postMessage({ id: 0 } satisfies Answer);
  } else {
    postMessage(answer(data));
  }
};

function answer({ id, query, media }: Question): Answer {
  try {
    // The answer to an ASK is a boolean, whatever format is asked for.
    const found = store!.query(query, media ? { results_format: media } : {});
    if (typeof found === "boolean") return { id, truth: found };
    const text = found as string;
    if (text.length <= LONGEST) return { id, text };
    return { id, error: `The answer has more than ${LONGEST.toLocaleString("en")} characters. Ask for less, with LIMIT for instance.` };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
