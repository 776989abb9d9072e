// The settings of the explorer in its address: settings that have their default are left out.

import type { Settings } from "./data.ts";

const PARAMETERS: Partial<Record<keyof Settings, string>> = { start: "from", end: "to" };

/** Return the query part of an address with its question mark; nothing if all settings are defaults. */
export function queryOf(settings: Settings, defaults: Settings): string {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(defaults) as (keyof Settings)[]) {
    if (name === "sort" || name === "down" || settings[name] === defaults[name]) continue;
    parameters.set(PARAMETERS[name] ?? name, String(settings[name]));
  }
  if (settings.sort !== defaults.sort || settings.down !== defaults.down) {
    parameters.set("sort", settings.down ? `-${settings.sort}` : settings.sort);
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** Return the settings of a query part; a value that is not known leaves the default. */
export function parse(query: string, defaults: Settings, known: (name: string, value: string) => boolean): Settings {
  const parameters = new URLSearchParams(query);
  const settings: Settings = { ...defaults };
  const values = settings as unknown as Record<string, string | number | boolean | null>;
  for (const name of Object.keys(defaults) as (keyof Settings)[]) {
    if (name === "down") continue;
    const value = (parameters.get(PARAMETERS[name] ?? name) ?? "").trim();
    if (!value) continue;
    if (name === "start" || name === "end") {
      if (/^\d{4}$/.test(value)) settings[name] = Number(value);
    } else if (name === "sort") {
      const key = value.replace(/^-/, "");
      if (known(name, key)) [settings.sort, settings.down] = [key, value.startsWith("-")];
    } else if (known(name, value)) {
      values[name] = value;
    }
  }
  return settings;
}
