// The form of a name in which all its spellings are alike; the server has the same rules for its
// names (naming.key), so that Стаханов, Stachanow and Stahanov find Stakhanov.

const CYRILLIC: Record<string, string> = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k",
  л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts",
  ч: "ch", ш: "sh", щ: "sch", ъ: "'", ы: "y", ь: "'", э: "e", ю: "yu", я: "ya", і: "i", ї: "i", є: "e",
};
const LATIN: Record<string, string> = {
  č: "ch", š: "sh", ž: "zh", ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d",
};
const SPELLINGS: [RegExp, string][] = [
  [/['’ʹʺ`"]/g, ""],
  [/tsch|tch/g, "ch"],
  [/sc?hc?h/g, "sh"],
  [/kh|ch/g, "h"],
  [/ph/g, "f"],
  [/th\b/g, "t"],
  [/w/g, "v"],
  [/x/g, "ks"],
  [/ou/g, "o"],
  [/[iyj]+(?=[aeou])/g, ""],
  [/[iyj]+/g, "i"],
  [/tz|ts/g, "c"],
  [/ck/g, "k"],
  [/isa/g, "iza"],
  [/(.)\1+/g, "$1"],
];

/** Fold a name to plain letters and single spaces. */
export function fold(name: string): string {
  let text = name.toLowerCase().replace(/./gu, (sign) => LATIN[sign] ?? CYRILLIC[sign] ?? sign);
  text = text.normalize("NFD").replace(/\p{M}/gu, "");
  for (const [pattern, to] of SPELLINGS) text = text.replace(pattern, to);
  return (text.match(/[a-z0-9]+/g) ?? []).join(" ");
}

/** Tell whether what was typed is in one of a thing's folded names, from the start of a word on. */
export function finds(typed: string, keys: readonly string[]): boolean {
  const target = fold(typed);
  return target !== "" && keys.some((key) => ` ${key}`.includes(` ${target}`));
}
