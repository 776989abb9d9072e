// Which works are so many links away, and which lie on a path: the rules of web/lineage/reach.py.
// Citations and steps of arguments are followed apart; a step leads from stance to stance, so that no
// argument runs on into another.

import type { Link } from "./data.ts";

/** A set for each point; a point is the end of a link. */
type Sets = Map<string, Set<string>>;

/** Return a work with the works that it takes from and those that take from it, so many links away. */
export function around(links: readonly Link[], focus: string, depth: string): Set<string> {
  const works = new Set([focus]);
  const steps = depth === "all" ? Infinity : Number(depth);
  for (const same of byRelation(links)) {
    const worksAt = worksOfPoints(same);
    for (const neighbours of neighboursOfPoints(same)) {
      collect(works, reach(neighbours, pointsOf(worksAt, focus), steps), worksAt);
    }
  }
  return works;
}

/** Return the works on all paths from an earlier work to a later one; none if there is no path. */
export function between(links: readonly Link[], first: string, last: string): Set<string> {
  const works = new Set<string>();
  if (first === last) return works.add(first);
  for (const same of byRelation(links)) {
    const worksAt = worksOfPoints(same);
    const [backward, forward] = neighboursOfPoints(same);
    const after = reach(forward, pointsOf(worksAt, first), Infinity);
    const before = reach(backward, pointsOf(worksAt, last), Infinity);
    collect(works, new Set([...after].filter((point) => before.has(point))), worksAt);
  }
  return works;
}

function byRelation(links: readonly Link[]): Link[][] {
  return (["citations", "steps"] as const).map((relation) => links.filter((link) => link.of === relation));
}

function worksOfPoints(links: readonly Link[]): Sets {
  const works: Sets = new Map();
  for (const link of links) {
    add(works, link.earlier, link.source);
    add(works, link.later, link.target);
  }
  return works;
}

function neighboursOfPoints(links: readonly Link[]): [backward: Sets, forward: Sets] {
  const backward: Sets = new Map();
  const forward: Sets = new Map();
  for (const link of links) {
    add(backward, link.later, link.earlier);
    add(forward, link.earlier, link.later);
  }
  return [backward, forward];
}

function pointsOf(worksAt: Sets, work: string): Set<string> {
  return new Set([...worksAt].filter(([, works]) => works.has(work)).map(([point]) => point));
}

function reach(neighbours: Sets, start: Set<string>, steps: number): Set<string> {
  const reached = new Set(start);
  let edge = start;
  for (let left = steps; edge.size && left > 0; left--) {
    const next = new Set<string>();
    for (const near of edge) for (const far of neighbours.get(near) ?? []) if (!reached.has(far)) next.add(far);
    for (const far of next) reached.add(far);
    edge = next;
  }
  return reached;
}

function collect(works: Set<string>, points: Set<string>, worksAt: Sets): void {
  for (const point of points) for (const work of worksAt.get(point) ?? []) works.add(work);
}

function add(sets: Sets, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
