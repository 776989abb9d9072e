// The worker of the single file: one engine with the graph, answering one query after the other. It
// runs apart from the page so that a query without end can be ended.

import { initSync, Store } from "oxigraph/web.js";

export interface Asked {
  id: number;
  query: string;
  media: string;
}

export interface Told {
  id: number;
  text?: string;
  truth?: boolean;
  error?: string;
}

export const LONGEST = 20_000_000;

let store: Store | undefined;

onmessage = ({ data }: MessageEvent<{ module: WebAssembly.Module; graph: string } | Asked>) => {
  if ("graph" in data) {
    initSync({ module: data.module });
    store = new Store();
    // What is loaded was written by a store: its names need no second look.
    store.load(data.graph, { format: "text/turtle", no_transaction: true, unchecked: true });
    postMessage({ id: 0 } satisfies Told);
  } else {
    postMessage(answer(data));
  }
};

function answer({ id, query, media }: Asked): Told {
  try {
    // A truth has no other form, and says so by itself whatever form is asked for.
    const found = store!.query(query, media ? { results_format: media } : {});
    if (typeof found === "boolean") return { id, truth: found };
    const text = found as string;
    if (text.length <= LONGEST) return { id, text };
    return { id, error: `The answer has more than ${LONGEST.toLocaleString("en")} characters. Ask for less, with LIMIT for instance.` };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
