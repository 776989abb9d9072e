// The pages, figures and queries that are packed in the single file, as web/single_file writes them.

/** The JSON of the file. `self` stands in a page for the last part of its path. */
export interface PackedSite {
  name: string;
  self: string;
  pieces: string[];
  pages: [path: string, title: string, ...row: number[]][];
  figures: Record<string, string>;
  queries: Record<string, string>;
  prefixes: Record<string, string>;
  spoken: string[];
  assumptions: string[];
}

export class PackedPages {
  readonly #site: PackedSite;
  /** `next` is the index of the first piece that this page is the first to have. */
  readonly #pages = new Map<string, { title: string; row: number[]; next: number }>();

  constructor(site: PackedSite) {
    this.#site = site;
    let next = 0;
    for (const [path, title, ...row] of site.pages) {
      this.#pages.set(path, { title, row, next });
      for (const step of row) next += step < 0 ? -step : 0;
    }
  }

  has(path: string): boolean {
    return this.#pages.has(path);
  }

  paths(): string[] {
    return [...this.#pages.keys()];
  }

  title(path: string): string {
    return this.#pages.get(path)!.title;
  }

  /** Return the HTML of a page, put together from its pieces. */
  html(path: string): string {
    const { pieces, self } = this.#site;
    const page = this.#pages.get(path)!;
    let next = page.next;
    const parts = page.row.flatMap((step) => (step < 0 ? pieces.slice(next, (next -= step)) : pieces[step]!));
    return parts.join("").replaceAll(self, () => path.slice(path.lastIndexOf("/") + 1));
  }
}
