// The panel of a work: each stance with whose it is, who reports it, and both pages.

import { type Child, make } from "../shared/dom.ts";
import type { Basis, LineageData, Stance, Work } from "./data.ts";
import { holderHead } from "./words.ts";

/** Returns the address of a page by its path on the site. */
type Address = (path: string) => string;

/** Return the content of the panel of a work. */
export function panelContent(data: LineageData, work: Work, basis: Basis, address: Address): Child[] {
  const title = work.titles[0];
  const onAssumptions = work.said.filter((stance) => stance.asked.length);
  const others = work.said.filter((stance) => !stance.asked.length);
  return [
    make("h3", { id: "panel-head", tabindex: "-1" }, work.label),
    make("button", { type: "button", class: "close", "data-close": "", "aria-label": "Close" }, "×"),
    title ? make("p", {}, make("cite", {}, title)) : null,
    make("p", { class: "meta" }, [work.authors.join(", "), work.years[basis]].filter(Boolean).join(" · ")),
    make("p", {}, make("a", { href: address(`/work/${work.slug}`) }, "The page of this work")),
    ...section("On the assumptions", onAssumptions, address),
    ...section(onAssumptions.length ? "What else it says" : "What it says", others, address),
    work.said.length ? null : make("p", {}, "No view is told from it here."),
    ...steps(data, work),
  ];
}

function section(head: string, stances: readonly Stance[], address: Address): Child[] {
  if (!stances.length) return [];
  return [make("h4", {}, head), make("ol", {}, ...stances.map((stance) => item(stance, address)))];
}

function item(stance: Stance, address: Address): HTMLElement {
  const holders = stance.who.join(stance.certain ? ", " : " or ");
  return make(
    "li",
    { "data-stance": stance.slug },
    make("span", { class: "attitude" }, stance.attitude),
    ": ",
    stance.statement || stance.label,
    stance.inferred ? make("p", {}, make("span", { class: "guess" }, "inferred by the editors; no document says it")) : null,
    stance.inferred ? null : make("p", { class: "reference" }, stance.reference),
    line(holderHead(stance), stance.certain ? holders : `${holders} – the document leaves open which`),
    line("Reported by", stance.inferred ? "" : [stance.reporters.join(", "), stance.mode].filter(Boolean).join(", ")),
    line("Edition cited", stance.editions.join("; ")),
    line("Hedge", stance.hedges.length ? `“${stance.hedges.join("”, “")}” (${stance.hedgers.join(", ") || "not said whose"})` : ""),
    line("Confidence of the editors", stance.confidence),
    line("Because", stance.reasons.join(" ")),
    line("Note", stance.notes.join(" ")),
    make("p", { class: "evidence" }, "Evidence: ", ...evidence(stance, address)),
  );
}

function evidence(stance: Stance, address: Address): Child[] {
  const document = stance.documents[0] ?? "";
  const links = stance.evidence.map(({ place, anchor }) =>
    anchor ? make("a", { href: address(`/anchor/${anchor}`) }, `${document}, ${place}`) : `${document}, ${place}`,
  );
  const parts = links.flatMap((link, index) => (index ? ["; ", link] : [link]));
  return [...parts, " · ", make("a", { href: address(`/stance/${stance.slug}`) }, "all about this view")];
}

function line(head: string, text: string): HTMLElement | null {
  return text ? make("p", { class: "meta" }, `${head}: ${text}`) : null;
}

function steps(data: LineageData, work: Work): Child[] {
  const links = data.arcs.filter((link) => link.of === "steps" && [link.source, link.target].includes(work.slug));
  if (!links.length) return [];
  return [make("h4", {}, "Steps of an argument"), make("ol", {}, ...links.map((link) => make("li", {}, link.words)))];
}
