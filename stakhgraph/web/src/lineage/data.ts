// The data in the page of the lineage explorer. Its keys are those of web/lineage/page_data.py.

export type Years = [year: number | null, other: number | null, certain: boolean];
export type Basis = "first" | "cited";

/** A stance in a work; `asked` are the assumption and clause that it is about. */
export interface Stance {
  slug: string;
  view: string;
  label: string;
  statement: string;
  attitude: string;
  code: string;
  known: string;
  inferred: boolean;
  asked: string[];
  reference: string;
  who: string[];
  certain: boolean;
  reporters: string[];
  mode: string;
  editions: string[];
  hedges: string[];
  hedgers: string[];
  confidence: string;
  reasons: string[];
  notes: string[];
  documents: string[];
  evidence: { place: string; anchor: string }[];
}

/** A work; `said` are the stances in it, `keys` its names as they are searched. */
export interface Work {
  slug: string;
  label: string;
  titles: string[];
  authors: string[];
  keys: string[];
  first: Years;
  cited: Years;
  years: Record<Basis, string>;
  said: Stance[];
}

/** A link between two works; `earlier` and `later` are the works or the stances that it joins. */
export interface Link {
  of: "steps" | "citations";
  earlier: string;
  later: string;
  source: string;
  target: string;
  kind: string;
  explicitness: string;
  words: string;
  group: string;
}

export interface Assumption {
  slug: string;
  label: string;
  whole: string;
}

/** Every control of the page. */
export interface Settings {
  assumption: string;
  stance: string;
  start: number | null;
  end: number | null;
  focus: string;
  depth: string;
  a: string;
  b: string;
  basis: Basis;
  links: string;
  explicitness: string;
  works: string;
  view: string;
  sort: string;
  down: boolean;
}

/** All data; `choice` are the settings of the address, `usual` the defaults, `arcs` the links. */
export interface LineageData {
  choice: Settings;
  usual: Settings;
  core: string[] | null;
  attitudes: Record<string, string>;
  assumptions: Assumption[];
  works: Work[];
  arcs: Link[];
}
