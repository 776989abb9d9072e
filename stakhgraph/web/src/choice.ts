// A choice is what stands in the address; what is left out there is the usual.

import type { Choice } from "./island.ts";

const NAMES: Partial<Record<keyof Choice, string>> = { start: "from", end: "to" };

/** Give the query of a choice with its question mark, or nothing if all is as usual. */
export function address(choice: Choice, usual: Choice): string {
  const said = new URLSearchParams();
  for (const name of Object.keys(usual) as (keyof Choice)[]) {
    if (name === "sort" || name === "down" || choice[name] === usual[name]) continue;
    said.set(NAMES[name] ?? name, String(choice[name]));
  }
  if (choice.sort !== usual.sort || choice.down !== usual.down) {
    said.set("sort", choice.down ? `-${choice.sort}` : choice.sort);
  }
  const text = said.toString();
  return text ? `?${text}` : "";
}

/** Read a choice from a query; parts that say nothing known stay as usual. */
export function read(query: string, usual: Choice, known: (name: string, value: string) => boolean): Choice {
  const said = new URLSearchParams(query);
  const found: Choice = { ...usual };
  const texts = found as unknown as Record<string, string | number | boolean | null>;
  for (const name of Object.keys(usual) as (keyof Choice)[]) {
    if (name === "down") continue;
    const value = (said.get(NAMES[name] ?? name) ?? "").trim();
    if (!value) continue;
    if (name === "start" || name === "end") {
      if (/^\d{4}$/.test(value)) found[name] = Number(value);
    } else if (name === "sort") {
      const key = value.replace(/^-/, "");
      if (known(name, key)) [found.sort, found.down] = [key, value.startsWith("-")];
    } else if (known(name, value)) {
      texts[name] = value;
    }
  }
  return found;
}
