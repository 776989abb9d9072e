// Turtle with prefixes: the engine writes every name in full.

const PIECE = /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|<([^<>"{}|^`\\\s]*)>/g;

/** Return a Turtle text with these prefixes for its names, and declare those that are used. */
export function withPrefixes(turtle: string, prefixes: Readonly<Record<string, string>>): string {
  const spaces = Object.entries(prefixes).sort(([, one], [, other]) => other.length - one.length);
  const used = new Map<string, string>();
  const text = turtle.replace(PIECE, (all: string, iri: string | undefined) => {
    if (iri === undefined) return all;
    for (const [prefix, space] of spaces) {
      const local = iri.startsWith(space) ? iri.slice(space.length) : "";
      if (!/^[A-Za-z0-9_](?:[A-Za-z0-9_-]*)$/.test(local)) continue;
      used.set(prefix, space);
      return `${prefix}:${local}`;
    }
    return all;
  });
  const head = [...used].sort().map(([prefix, space]) => `@prefix ${prefix}: <${space}> .\n`);
  return head.length ? `${head.join("")}\n${text}` : text;
}
