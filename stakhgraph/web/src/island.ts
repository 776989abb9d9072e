// What the server sends along with the page, as explorer.py writes it.

export type Stands = [year: number | null, other: number | null, sure: boolean];
export type Basis = "first" | "cited";

export interface Said {
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
  holders: string[];
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

export interface Work {
  slug: string;
  label: string;
  titles: string[];
  authors: string[];
  keys: string[];
  first: Stands;
  cited: Stands;
  years: Record<Basis, string>;
  said: Said[];
}

export interface Arc {
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

export interface Choice {
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

export interface Island {
  choice: Choice;
  usual: Choice;
  core: string[] | null;
  attitudes: Record<string, string>;
  assumptions: Assumption[];
  works: Work[];
  arcs: Arc[];
}
