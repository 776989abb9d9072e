// Entry of the lineage page: the settings are in the address, and the server draws.

import { need } from "../shared/dom.ts";
import type { LineageData } from "./data.ts";
import { Explorer, type Host } from "./explorer.ts";

const host: Host = {
  query: () => location.search,
  push: (query) => history.pushState(null, "", `${location.pathname}${query}`),
  address: (path) => path,
  async picture(query) {
    const response = await fetch(`${location.pathname}${query}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return document.adoptNode(need<SVGSVGElement>("#plot", page));
  },
};

const data = JSON.parse(need("#data").textContent ?? "") as LineageData;
const explorer = new Explorer(need(".explorer"), data, host);
addEventListener("popstate", () => void explorer.follow());
