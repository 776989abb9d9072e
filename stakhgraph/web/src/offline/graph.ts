// The graph of the single file: its engine, asked as an endpoint or by the stored queries of the file.

import type { Reply } from "../sparql/editor.ts";
import { RESULTS, type Results } from "../sparql/results.ts";
import { EngineClient, type EngineParts, Refusal } from "./engine_client.ts";
import type { Row } from "./live_pages.ts";
import type { PackedSite } from "./packed_pages.ts";
import { bind, parameters } from "./stored_query.ts";
import { type NameRow, Things } from "./things.ts";
import { withPrefixes } from "./turtle.ts";
import { unpacked, unpackedText } from "./unpacking.ts";

export class Graph {
  readonly #site: PackedSite;
  readonly engine = new EngineClient(engineParts);
  #things: Promise<Things> | null = null;

  constructor(site: PackedSite) {
    this.#site = site;
  }

  /** Return the rows of the answer to a stored query; an IRI is the value of its first parameter. */
  async rows(name: string, iri?: string): Promise<Row[]> {
    const query = this.#site.queries[name]!;
    const first = parameters(query)[0];
    const bound = bind(query, new Map(iri && first ? [[first.name, `<${iri}>`]] : []));
    const results = JSON.parse((await this.engine.ask(bound, RESULTS)).text!) as Results;
    const columns = results.head.vars ?? [];
    return (results.results?.bindings ?? []).map((row) =>
      Object.fromEntries(columns.map((column) => [column, String(row[column]?.value ?? "")])),
    );
  }

  /** Return the things that have a name; they are looked up once. */
  things(): Promise<Things> {
    this.#things ??= (async () => {
      const names = (await this.rows("overview/names")) as unknown as NameRow[];
      const labels = (await this.rows("overview/labels")) as { thing: string; name: string }[];
      return new Things(names, labels, this.#site);
    })();
    return this.#things;
  }

  /** Answer as an endpoint would: tables and booleans as SPARQL results, graphs as RDF. */
  async reply(query: string, accept: string, signal?: AbortSignal): Promise<Reply> {
    const isGraph = /^(?:CONSTRUCT|DESCRIBE)$/.test(formOf(query));
    const media = accept.startsWith(RESULTS) ? (isGraph ? "text/turtle" : RESULTS) : accept;
    try {
      const { truth, text } = await this.engine.ask(query, media, signal);
      if (truth !== undefined) return { ok: true, media: RESULTS, text: JSON.stringify({ head: {}, boolean: truth }) };
      return { ok: true, media, text: media === "text/turtle" ? withPrefixes(text!, this.#site.prefixes) : text! };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { line, column, message } = error.fault;
      return { ok: false, media: "text/plain", text: line ? `line ${line}, column ${column}: ${message}` : message };
    }
  }
}

async function engineParts(): Promise<EngineParts> {
  const compiled = WebAssembly.compileStreaming(unpacked("wasm", "application/wasm"));
  const [script, module, graph] = await Promise.all([unpackedText("engine"), compiled, unpackedText("graph")]);
  return { script, module, graph };
}

/** Return the form of a query in upper case; empty if it has none. */
function formOf(query: string): string {
  return /\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(query.replace(/<[^<>\s]*>|#[^\n]*/g, " "))?.[0].toUpperCase() ?? "";
}
