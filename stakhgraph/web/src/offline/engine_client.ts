// Ask the engine of the single file. Queries wait for each other; one that takes too long is stopped
// together with its worker, and the next query starts another.

import type { Fault } from "../sparql/results.ts";
import type { Answer, Question } from "./engine.ts";
import { checkQuery } from "./query_guard.ts";

/** Seconds that a query may take. */
export const SECONDS = 10;

/** Why a query is not answered, in a sentence, and where in the query. */
export class Refusal extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** What a worker is started with. */
export interface EngineParts {
  script: string;
  module: WebAssembly.Module;
  graph: string;
}

/** What to do with the answer to the query that is running. */
interface Waiting {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export class EngineClient {
  readonly #parts: () => Promise<EngineParts>;
  #worker: Promise<Worker> | null = null;
  #waiting: Waiting | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  constructor(parts: () => Promise<EngineParts>) {
    let kept: Promise<EngineParts> | null = null;
    this.#parts = () => (kept ??= parts());
  }

  /** Start the engine before it is asked; if it does not start, the next query says so. */
  warm(): void {
    this.#worker ??= this.#start();
    this.#worker.catch(() => (this.#worker = null));
  }

  /** Return the answer to a query, as text of this media type or a boolean; may reject with Refusal. */
  ask(query: string, media: string, signal?: AbortSignal): Promise<Answer> {
    const checked = checkQuery(query);
    if ("fault" in checked) return Promise.reject(new Refusal(checked.fault));
    const answer = this.#last.then(() => this.#ask(query, checked.form === "ASK" ? "" : media, signal));
    this.#last = answer.catch(() => null);
    return answer;
  }

  async #ask(query: string, media: string, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    const worker = await (this.#worker ??= this.#start());
    const id = ++this.#count;
    const answered = new Promise<Answer>((resolve, reject) => (this.#waiting = { resolve, reject }));
    const stop = (reason: unknown): void => {
      this.#terminate(worker);
      this.#waiting?.reject(reason);
    };
    const timer = setTimeout(() => stop(refusal(`The query took longer than ${SECONDS} seconds and was stopped. Ask for less, with LIMIT for instance.`)), SECONDS * 1000);
    const leave = (): void => stop(signal?.reason);
    signal?.addEventListener("abort", leave);
    try {
      worker.postMessage({ id, query, media } satisfies Question);
      const answer = await answered;
      if (answer.error !== undefined) throw this.#refused(answer.error, worker);
      return answer;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
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
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#waiting?.resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#terminate(worker);
      this.#waiting?.reject(refusal("The query was too much for the engine."));
    };
    return worker;
  }

  #terminate(worker: Worker): void {
    worker.terminate();
    this.#worker = null;
  }

  #refused(error: string, worker: Worker): Refusal {
    const spot = /^error at (\d+):(\d+): ([\s\S]*)$/.exec(error);
    if (spot) return new Refusal({ message: plain(spot[3]!), line: Number(spot[1]), column: Number(spot[2]) });
    if (/unreachable|memory access|stack|out of memory/i.test(error)) {
      this.#terminate(worker); // a failed engine is in no state to answer another query
      return refusal("The query is too deep or too long for the engine. Take it apart.");
    }
    return refusal(error.charAt(0).toUpperCase() + error.slice(1));
  }
}

/** Return the refusal of a query as a whole. */
export function refusal(message: string): Refusal {
  return new Refusal({ message, line: 0, column: 0 });
}

/** Return the message of the engine, without its list of everything that could be there. */
function plain(message: string): string {
  return message.length <= 160 ? `${message.charAt(0).toUpperCase()}${message.slice(1)}` : "This is not SPARQL 1.1. Look at what stands around that place.";
}
