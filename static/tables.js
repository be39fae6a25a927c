/* Tables of few rows: a press on the mark in a head puts the rows in the order of that column, a second one turns it. */
(() => {
  const key = (cell) => cell.dataset.v ?? cell.textContent.trim();
  const number = (text) => (text === "" ? NaN : Number(text));

  function put(table, at, rising) {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, text: key(row.cells[at]) }));
    const empty = ({ text }) => text === "" || text === "–";
    const numbers = rows.every((one) => empty(one) || !Number.isNaN(number(one.text)));
    const compared = (one, other) => (numbers ? number(one.text) - number(other.text)
      : one.text.localeCompare(other.text, document.documentElement.lang, { numeric: true }));
    rows.sort((one, other) => empty(one) - empty(other) || (rising ? 1 : -1) * (empty(one) ? 0 : compared(one, other)));
    body.append(...rows.map(({ row }) => row));
  }

  document.addEventListener("click", (event) => {
    const head = event.target.closest?.(".ka .tb button.by")?.closest("th");
    if (!head) return;
    const rising = head.ariaSort !== "ascending";
    for (const each of head.parentElement.cells) each.ariaSort = null;
    head.ariaSort = rising ? "ascending" : "descending";
    put(head.closest("table"), head.cellIndex, rising);
  });
})();
