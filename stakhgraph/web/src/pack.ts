// What the single file holds is gzip in 85 signs, as offline.py packs it: the alphabet of RFC 1924 with
// `[ ] :` for the three signs that mean something in HTML.

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;[=]?@^_`{|}~";

const VALUES = new Uint8Array(128);
for (let at = 0; at < SIGNS.length; at++) VALUES[SIGNS.charCodeAt(at)] = at;

/** Give the bytes that a text of 85 signs stands for: five signs are four bytes. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const rest = text.length % 5;
  const found = new Uint8Array(Math.floor(text.length / 5) * 4 + (rest ? rest - 1 : 0));
  let at = 0;
  for (let from = 0; from < text.length; from += 5) {
    let number = 0;
    // A group that is not full is filled up with the highest sign, whose bytes are then left out.
    for (let next = from; next < from + 5; next++) {
      number = number * 85 + (next < text.length ? VALUES[text.charCodeAt(next)]! : 84);
    }
    for (let shift = 24; shift >= 0 && at < found.length; shift -= 8) found[at++] = (number / 2 ** shift) & 255;
  }
  return found;
}

/** Give a part of the file, unpacked while it is read; its text is given free. */
export function unpacked(name: string, media: string): Response {
  const element = document.getElementById(`packed-${name}`);
  if (!element) throw new Error(`the file has no part ${name}`);
  const packed = new Blob([bytes(element.textContent ?? "")]);
  element.remove();
  const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": media } });
}

/** Give the text of a part of the file. */
export function text(name: string): Promise<string> {
  return unpacked(name, "text/plain").text();
}
