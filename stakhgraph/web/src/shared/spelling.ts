// The form of a name that is the same for all its spellings, so that Стаханов, Stachanow and Stahanov
// find Stakhanov. The server has the same rules (stakhgraph/spelling.py).

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

/** Return a name in plain letters with single spaces, the same for all its spellings. */
export function spellingKey(name: string): string {
  let text = name.toLowerCase().replace(/./gu, (letter) => LATIN[letter] ?? CYRILLIC[letter] ?? letter);
  text = text.normalize("NFD").replace(/\p{M}/gu, "");
  for (const [pattern, to] of SPELLINGS) text = text.replace(pattern, to);
  return (text.match(/[a-z0-9]+/g) ?? []).join(" ");
}

/** Return whether one of these spelling keys has the typed words, from the start of a word on. */
export function matches(typed: string, keys: readonly string[]): boolean {
  const target = spellingKey(typed);
  return target !== "" && keys.some((key) => ` ${key}`.includes(` ${target}`));
}
