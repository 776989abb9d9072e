// Tables of class "sortable" get a button in each head that has words; the rows are sorted in place,
// and without script the table stays as it is. Numbers go by their value, words by the alphabet,
// "≤ 1950" with 1950, and what says nothing comes last either way.
(() => {
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const key = (row, at) => {
    const cell = row.cells[at];
    return (cell?.dataset.key ?? cell?.textContent ?? "").trim().replace(/^≤\s*/, "");
  };
  const sort = (body, at, turn) => {
    const rows = [...body.rows].map((row) => [key(row, at), row]);
    rows.sort(([a], [b]) => (a === "") - (b === "") || turn * order.compare(a, b));
    body.append(...rows.map(([, row]) => row));
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll("table.sortable")) {
      const heads = [...table.tHead.rows[0].cells];
      for (const [at, head] of heads.entries()) {
        if (!head.textContent.trim()) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          for (const other of heads) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          sort(table.tBodies[0], at, down ? -1 : 1);
        });
      }
    }
  });
})();
