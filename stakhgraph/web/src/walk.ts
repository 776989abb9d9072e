// Walking through the picture by keys: along links, up and down the lanes, to the first and last.

import type { Arc } from "./island.ts";

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

/** Remembers from where one went along which links, so that the same key goes to the next of them. */
export class Walker {
  #from = "";
  #key = "";
  #among: string[] = [];
  #place = 0;

  /** Go along the links; `on` leads on from here even where there are others to choose from. */
  along(arcs: readonly Arc[], here: string, key: "ArrowLeft" | "ArrowRight", on: boolean): Step | null {
    const again = !on && key === this.#key && this.#among[this.#place] === here && this.#among.length > 1;
    if (again) {
      this.#place = (this.#place + 1) % this.#among.length;
    } else {
      const among = neighbours(arcs, here, key);
      if (!among.length) return null;
      [this.#from, this.#key, this.#among, this.#place] = [here, key, among, 0];
    }
    return { to: this.#among[this.#place]!, words: this.#words() };
  }

  /** Where the walk along links last started. */
  get from(): string {
    return this.#from;
  }

  #words(): string {
    const many = this.#among.length > 1 ? `${this.#place + 1} of ${this.#among.length}, ` : "";
    return `${many}${this.#key === "ArrowLeft" ? "from which it takes" : "which takes from it"}`;
  }
}

/** Give the works at the other ends of a work's links, each once. */
export function neighbours(arcs: readonly Arc[], here: string, key: "ArrowLeft" | "ArrowRight"): string[] {
  const left = key === "ArrowLeft";
  const ends = arcs.filter((arc) => (left ? arc.target : arc.source) === here);
  return [...new Set(ends.map((arc) => (left ? arc.source : arc.target)))];
}

/** Give the nearest work in the next lane, up (-1) or down (1), that has one. */
export function upOrDown(spots: readonly Spot[], here: Spot, way: -1 | 1): string | null {
  const beyond = spots.filter((spot) => (spot.lane - here.lane) * way > 0);
  const order = (spot: Spot): number => Math.abs(spot.lane - here.lane) * 1e6 + Math.abs(spot.x - here.x);
  return beyond.sort((one, other) => order(one) - order(other))[0]?.slug ?? null;
}

/** Give the work that stands first or last in time. */
export function firstOrLast(spots: readonly Spot[], last: boolean): string | null {
  const order = [...spots].sort((one, other) => one.x - other.x || one.lane - other.lane);
  return order.at(last ? -1 : 0)?.slug ?? null;
}
