// Walk through the picture by keys: along links, up and down the lanes, to the first and last work.

import type { Link } from "./data.ts";

/** The place of a work in the picture. */
export interface Spot {
  slug: string;
  x: number;
  lane: number;
}

export interface Step {
  to: string;
  /** What is announced before the name of the work. */
  words: string;
}

type Arrow = "ArrowLeft" | "ArrowRight";

/** Remembers the links of the last step, so that the same key goes to the next of them. */
export class Walker {
  #key = "";
  #choices: string[] = [];
  #place = 0;

  /** Return the next step along the links; with `onward`, links of the last step are not repeated. */
  along(links: readonly Link[], here: string, key: Arrow, onward: boolean): Step | null {
    const again = !onward && key === this.#key && this.#choices[this.#place] === here && this.#choices.length > 1;
    if (again) {
      this.#place = (this.#place + 1) % this.#choices.length;
    } else {
      const choices = neighbours(links, here, key);
      if (!choices.length) return null;
      [this.#key, this.#choices, this.#place] = [key, choices, 0];
    }
    return { to: this.#choices[this.#place]!, words: this.#words() };
  }

  #words(): string {
    const many = this.#choices.length > 1 ? `${this.#place + 1} of ${this.#choices.length}, ` : "";
    return `${many}${this.#key === "ArrowLeft" ? "from which it takes" : "which takes from it"}`;
  }
}

/** Return the works at the other ends of a work's links, each once. */
export function neighbours(links: readonly Link[], here: string, key: Arrow): string[] {
  const left = key === "ArrowLeft";
  const ends = links.filter((link) => (left ? link.target : link.source) === here);
  return [...new Set(ends.map((link) => (left ? link.source : link.target)))];
}

/** Return the nearest work in the next lane, up (-1) or down (1), that has one. */
export function upOrDown(spots: readonly Spot[], here: Spot, way: -1 | 1): string | null {
  const beyond = spots.filter((spot) => (spot.lane - here.lane) * way > 0);
  const order = (spot: Spot): number => Math.abs(spot.lane - here.lane) * 1e6 + Math.abs(spot.x - here.x);
  return beyond.sort((one, other) => order(one) - order(other))[0]?.slug ?? null;
}

/** Return the first or the last work in time. */
export function firstOrLast(spots: readonly Spot[], last: boolean): string | null {
  const order = [...spots].sort((one, other) => one.x - other.x || one.lane - other.lane);
  return order.at(last ? -1 : 0)?.slug ?? null;
}
