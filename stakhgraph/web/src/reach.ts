// Who takes from whom, one step or more away. Citations and the steps of arguments are followed
// apart; a step leads from stance to stance, so that no argument runs on into another.

import type { Arc } from "./island.ts";

type Rows = Map<string, Set<string>>;

/** Give a work with those that it takes from and that take from it, so many steps away. */
export function around(arcs: readonly Arc[], focus: string, depth: string): Set<string> {
  const found = new Set([focus]);
  const steps = depth === "all" ? Infinity : Number(depth);
  for (const some of apart(arcs)) {
    const stands = standing(some);
    for (const rows of ways(some)) {
      collect(found, reach(rows, points(stands, focus), steps), stands);
    }
  }
  return found;
}

/** Give the works on the paths from an earlier work to a later one; nothing if there is none. */
export function between(arcs: readonly Arc[], first: string, last: string): Set<string> {
  const found = new Set<string>();
  if (first === last) return found.add(first);
  for (const some of apart(arcs)) {
    const stands = standing(some);
    const [back, on] = ways(some);
    const after = reach(on, points(stands, first), Infinity);
    const before = reach(back, points(stands, last), Infinity);
    collect(found, new Set([...after].filter((point) => before.has(point))), stands);
  }
  return found;
}

function apart(arcs: readonly Arc[]): Arc[][] {
  return (["citations", "steps"] as const).map((of) => arcs.filter((arc) => arc.of === of));
}

function standing(arcs: readonly Arc[]): Rows {
  const found: Rows = new Map();
  for (const arc of arcs) {
    add(found, arc.earlier, arc.source);
    add(found, arc.later, arc.target);
  }
  return found;
}

function ways(arcs: readonly Arc[]): [back: Rows, on: Rows] {
  const back: Rows = new Map();
  const on: Rows = new Map();
  for (const arc of arcs) {
    add(back, arc.later, arc.earlier);
    add(on, arc.earlier, arc.later);
  }
  return [back, on];
}

function points(stands: Rows, work: string): Set<string> {
  return new Set([...stands].filter(([, works]) => works.has(work)).map(([point]) => point));
}

function reach(rows: Rows, start: Set<string>, steps: number): Set<string> {
  const found = new Set(start);
  let edge = start;
  for (let left = steps; edge.size && left > 0; left--) {
    const next = new Set<string>();
    for (const near of edge) for (const far of rows.get(near) ?? []) if (!found.has(far)) next.add(far);
    for (const far of next) found.add(far);
    edge = next;
  }
  return found;
}

function collect(found: Set<string>, reached: Set<string>, stands: Rows): void {
  for (const point of reached) for (const work of stands.get(point) ?? []) found.add(work);
}

function add(rows: Rows, key: string, value: string): void {
  const row = rows.get(key);
  if (row) row.add(value);
  else rows.set(key, new Set([value]));
}
