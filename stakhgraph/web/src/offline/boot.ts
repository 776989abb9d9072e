// The only script of the single file that is not packed: it unpacks the main script. The policy of the
// file names the digest of that script, so that nothing else can run in its place.

import { unpackedText } from "./unpacking.ts";

async function start(): Promise<void> {
  const script = document.createElement("script");
  script.textContent = await unpackedText("app");
  document.body.append(script);
}

start().catch((error: unknown) => {
  const notice = document.getElementById("state");
  if (!notice) return;
  const reason = error instanceof Error ? error.message : String(error);
  notice.textContent = `This browser cannot unpack the file (${reason}). Below is the first page; a browser of 2023 or later shows all.`;
  notice.hidden = false;
});
