// What a work says: each view with who holds it, who says so, and both pages.

import { type Child, make } from "./dom.ts";
import type { Arc, Basis, Island, Said, Work } from "./island.ts";

/** Give what stands in the panel of a work. */
export function contents(island: Island, work: Work, basis: Basis, page: (path: string) => string): Child[] {
  const title = work.titles[0];
  const on = work.said.filter((said) => said.asked.length);
  const other = work.said.filter((said) => !said.asked.length);
  return [
    make("h3", { id: "panel-head", tabindex: "-1" }, work.label),
    make("button", { type: "button", class: "close", "data-close": "", "aria-label": "Close" }, "×"),
    title ? make("p", {}, make("cite", {}, title)) : null,
    make("p", { class: "meta" }, [work.authors.join(", "), work.years[basis]].filter(Boolean).join(" · ")),
    make("p", {}, make("a", { href: page(`/work/${work.slug}`) }, "The page of this work")),
    ...section("On the assumptions", on, page),
    ...section(on.length ? "What else it says" : "What it says", other, page),
    work.said.length ? null : make("p", {}, "No view is told from it here."),
    ...linked(island, work),
  ];
}

function section(head: string, said: readonly Said[], page: (path: string) => string): Child[] {
  if (!said.length) return [];
  return [make("h4", {}, head), make("ol", {}, ...said.map((one) => view(one, page)))];
}

function view(one: Said, page: (path: string) => string): HTMLElement {
  const holders = one.holders.join(one.certain ? ", " : " or ");
  return make(
    "li",
    { "data-stance": one.slug },
    make("span", { class: "attitude" }, one.attitude),
    ": ",
    one.statement || one.label,
    one.inferred ? make("p", {}, make("span", { class: "guess" }, "inferred by the curators; no document says it")) : null,
    one.inferred ? null : make("p", { class: "reference" }, one.reference),
    line("Held by", one.certain ? holders : `${holders} – the document leaves open which`),
    line("Reported by", one.inferred ? "" : [one.reporters.join(", "), one.mode].filter(Boolean).join(", ")),
    line("Edition cited", one.editions.join("; ")),
    line("Hedge", one.hedges.length ? `“${one.hedges.join("”, “")}” (${one.hedgers.join(", ") || "not said whose"})` : ""),
    line("Confidence of the curators", one.confidence),
    line("Because", one.reasons.join(" ")),
    line("Note", one.notes.join(" ")),
    make("p", { class: "evidence" }, "Evidence: ", ...evidence(one, page)),
  );
}

function evidence(one: Said, page: (path: string) => string): Child[] {
  const document = one.documents[0] ?? "";
  const links = one.evidence.map(({ place, anchor }) =>
    anchor ? make("a", { href: page(`/anchor/${anchor}`) }, `${document}, ${place}`) : `${document}, ${place}`,
  );
  const parts = links.flatMap((link, index) => (index ? ["; ", link] : [link]));
  return [...parts, " · ", make("a", { href: page(`/stance/${one.slug}`) }, "all about this view")];
}

function line(head: string, text: string): HTMLElement | null {
  return text ? make("p", { class: "meta" }, `${head}: ${text}`) : null;
}

function linked(island: Island, work: Work): Child[] {
  const arcs = island.arcs.filter((arc) => arc.of === "steps" && [arc.source, arc.target].includes(work.slug));
  if (!arcs.length) return [];
  const told = (arc: Arc): HTMLElement => make("li", {}, arc.words);
  return [make("h4", {}, "Steps of an argument"), make("ol", {}, ...arcs.map(told))];
}
