// Entry of the SPARQL page: the query is in the address, and the server answers.

import { Editor, type Service } from "./editor.ts";

const service: Service = {
  name: "The server",
  queryIn(address) {
    const { pathname, searchParams } = new URL(address);
    return pathname === "/sparql" ? searchParams.get("query") : null;
  },
  addressOf: (query) => `/sparql?query=${encodeURIComponent(query)}`,
  pageAddress: (path) => path,
  async ask(query, accept, signal) {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: { Accept: accept, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ query }),
      ...(signal ? { signal } : {}),
    });
    return { ok: response.ok, media: response.headers.get("content-type") ?? "", text: await response.text() };
  },
};

const editor = new Editor(service);
addEventListener("popstate", () => editor.follow());
