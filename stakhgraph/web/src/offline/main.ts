// Entry of the single file: unpack its pages and start the site.

import { need } from "../shared/dom.ts";
import type { PackedSite } from "./packed_pages.ts";
import { OfflineSite } from "./site.ts";
import { unpackedText } from "./unpacking.ts";

unpackedText("pages").then(
  (json) => new OfflineSite(JSON.parse(json) as PackedSite),
  (error: unknown) => {
    const notice = need("#state");
    notice.textContent = `The pages of this file cannot be read (${String(error)}). Below is the first page.`;
    notice.hidden = false;
  },
);
