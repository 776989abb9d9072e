// Addresses of the single file: the paths of the site stand behind `#`.

export interface Address {
  path: string;
  query: string;
}

/** Return path and query behind `#`; those of the home page if there is nothing. */
export function parseAddress(address = location.href): Address {
  const hash = address.includes("#") ? address.slice(address.indexOf("#") + 1) : "";
  const [path = "", ...rest] = (hash.startsWith("/") ? hash : "/").split("?");
  return { path: decoded(path), query: rest.join("?") };
}

/** Return a part of a path as it stands in a link, from which `parseAddress` takes the escapes. */
export function escaped(part: string): string {
  return part.replace(/[%?#/]/g, encodeURIComponent);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
