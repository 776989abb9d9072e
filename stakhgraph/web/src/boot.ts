// The one script of the single file that is not packed: it unpacks the others. The policy of the file
// names the digest of what it adds, so that nothing else could be added in its place.

import { text } from "./pack.ts";

async function begin(): Promise<void> {
  const script = document.createElement("script");
  script.textContent = await text("app");
  document.body.append(script);
}

begin().catch((error: unknown) => {
  const state = document.getElementById("state");
  if (!state) return;
  const why = error instanceof Error ? error.message : String(error);
  state.textContent = `This browser cannot unpack the file (${why}). Below is the first page; a browser of 2023 or later shows all.`;
  state.hidden = false;
});
