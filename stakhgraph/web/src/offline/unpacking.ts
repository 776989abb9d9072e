// Unpack the parts of the single file: gzip written in 85 characters, as web/single_file/packing.py
// packs it. The alphabet is that of RFC 1924 with `[ ] :` for the characters with a meaning in HTML.

const CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;[=]?@^_`{|}~";

const VALUES = new Uint8Array(128);
for (let at = 0; at < CHARACTERS.length; at++) VALUES[CHARACTERS.charCodeAt(at)] = at;

/** Return the bytes of a text in 85 characters: five characters are four bytes. */
export function decoded(text: string): Uint8Array<ArrayBuffer> {
  const rest = text.length % 5;
  const found = new Uint8Array(Math.floor(text.length / 5) * 4 + (rest ? rest - 1 : 0));
  let at = 0;
  for (let from = 0; from < text.length; from += 5) {
    let number = 0;
    // An incomplete group is filled up with the highest character; its bytes are left out again.
    for (let next = from; next < from + 5; next++) {
      number = number * 85 + (next < text.length ? VALUES[text.charCodeAt(next)]! : 84);
    }
    for (let shift = 24; shift >= 0 && at < found.length; shift -= 8) found[at++] = (number / 2 ** shift) & 255;
  }
  return found;
}

/** Return a part of the file, which is unpacked while it is read; its element is removed. */
export function unpacked(name: string, media: string): Response {
  const element = document.getElementById(`packed-${name}`);
  if (!element) throw new Error(`the file has no part ${name}`);
  const packed = new Blob([decoded(element.textContent ?? "")]);
  element.remove();
  const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": media } });
}

/** Return a part of the file as text. */
export function unpackedText(name: string): Promise<string> {
  return unpacked(name, "text/plain").text();
}
