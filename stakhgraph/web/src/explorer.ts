// Entry of the lineage page: the choice stands in the address, and the server draws.

import { need } from "./dom.ts";
import type { Island } from "./island.ts";
import { type Place, View } from "./view.ts";

const place: Place = {
  query: () => location.search,
  push: (query) => history.pushState(null, "", `${location.pathname}${query}`),
  page: (path) => path,
  async redraw(query) {
    const answer = await fetch(`${location.pathname}${query}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return document.adoptNode(need<SVGSVGElement>("#plot", page));
  },
};

const island = JSON.parse(need("#data").textContent ?? "") as Island;
const view = new View(need(".explorer"), island, place);
addEventListener("popstate", () => void view.follow());
