// Entry of the SPARQL page: the query stands in the address, and the server answers.

import { type Desk, Editor } from "./editing.ts";

const desk: Desk = {
  who: "The server",
  told(address) {
    const { pathname, searchParams } = new URL(address);
    return pathname === "/sparql" ? searchParams.get("query") : null;
  },
  address: (query) => `/sparql?query=${encodeURIComponent(query)}`,
  page: (path) => path,
  async ask(query, accept, signal) {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { Accept: accept, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ query }),
      ...(signal ? { signal } : {}),
    });
    return { ok: answer.ok, media: answer.headers.get("content-type") ?? "", text: await answer.text() };
  },
};

const editor = new Editor(desk);
addEventListener("popstate", () => editor.follow());
