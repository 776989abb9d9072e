// Asking the engine of the single file: queries stand in a row, and one that takes too long is ended
// together with its worker; the next starts another.

import type { Asked, Told } from "./engine.ts";
import { guard } from "./guard.ts";
import type { Fault } from "./results.ts";

export const SECONDS = 10;

/** What cannot be answered, in a sentence, and where in the query. */
export class Refusal extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

export interface Parts {
  script: string;
  module: WebAssembly.Module;
  graph: string;
}

interface Waiting {
  resolve(told: Told): void;
  reject(error: unknown): void;
}

export class Asker {
  readonly #parts: () => Promise<Parts>;
  #worker: Promise<Worker> | null = null;
  #waiting: Waiting | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  constructor(parts: () => Promise<Parts>) {
    let kept: Promise<Parts> | null = null;
    this.#parts = () => (kept ??= parts());
  }

  /** Start the engine, so that the first answer comes at once; who asks then hears if it does not. */
  warm(): void {
    this.#worker ??= this.#start();
    this.#worker.catch(() => (this.#worker = null));
  }

  /** Answer a query: a text of this media type, or a truth; Refusal if it cannot be answered. */
  ask(query: string, media: string, signal?: AbortSignal): Promise<Told> {
    const found = guard(query);
    if ("fault" in found) return Promise.reject(new Refusal(found.fault));
    const answer = this.#last.then(() => this.#asked(query, found.form === "ASK" ? "" : media, signal));
    this.#last = answer.catch(() => null);
    return answer;
  }

  async #asked(query: string, media: string, signal?: AbortSignal): Promise<Told> {
    signal?.throwIfAborted();
    const worker = await (this.#worker ??= this.#start());
    const id = ++this.#count;
    const told = new Promise<Told>((resolve, reject) => (this.#waiting = { resolve, reject }));
    const stop = (why: unknown): void => {
      this.#end(worker);
      this.#waiting?.reject(why);
    };
    const late = setTimeout(() => stop(refusal(`The query took longer than ${SECONDS} seconds and was stopped. Ask for less, with LIMIT for instance.`)), SECONDS * 1000);
    const left = (): void => stop(signal?.reason);
    signal?.addEventListener("abort", left);
    try {
      worker.postMessage({ id, query, media } satisfies Asked);
      const answer = await told;
      if (answer.error !== undefined) throw this.#refused(answer.error, worker);
      return answer;
    } finally {
      clearTimeout(late);
      signal?.removeEventListener("abort", left);
      this.#waiting = null;
    }
  }

  async #start(): Promise<Worker> {
    const { script, module, graph } = await this.#parts();
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(address);
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = (event) => reject(refusal(`The engine does not start (${event.message}).`));
      worker.postMessage({ module, graph });
    });
    URL.revokeObjectURL(address);
    worker.onmessage = ({ data }: MessageEvent<Told>) => this.#waiting?.resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(worker);
      this.#waiting?.reject(refusal("The query was too much for the engine."));
    };
    return worker;
  }

  #end(worker: Worker): void {
    worker.terminate();
    this.#worker = null;
  }

  #refused(error: string, worker: Worker): Refusal {
    const spot = /^error at (\d+):(\d+): ([\s\S]*)$/.exec(error);
    if (spot) return new Refusal({ message: plain(spot[3]!), line: Number(spot[1]), column: Number(spot[2]) });
    if (/unreachable|memory access|stack|out of memory/i.test(error)) {
      this.#end(worker); // an engine that has stumbled is in no state to answer another query
      return refusal("The query is too deep or too long for the engine. Take it apart.");
    }
    return refusal(error.charAt(0).toUpperCase() + error.slice(1));
  }
}

function refusal(message: string): Refusal {
  return new Refusal({ message, line: 0, column: 0 });
}

/** Give what the engine says of a fault, without its list of all that might have stood there. */
function plain(said: string): string {
  return said.length <= 160 ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : "This is not SPARQL 1.1. Look at what stands around that place.";
}
