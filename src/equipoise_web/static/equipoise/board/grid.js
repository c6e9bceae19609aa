// One tab stop for a board of rows with items; arrow keys move between them.
const A_SCREEN = 10;

export class Grid {
  /** `table` holds rows with `[data-item]` links; `moved` is told of each item that gets the focus by a key. */
  constructor(table, moved) {
    this.table = table;
    this.rows = [...table.tBodies[0].rows];
    this.heads = [...table.tHead.rows[0].cells];
    this.moved = moved;
    for (const item of table.querySelectorAll("[data-item], thead a, tfoot a")) {
      if (!item.closest("tfoot")) item.tabIndex = -1;
    }
    this.current = table.querySelector("[data-item]");
    this.current.tabIndex = 0;
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("focusin", (event) => {
      if (event.target.matches("[data-item]")) this.make(event.target);
    });
  }

  /** After rows were drawn again: one tab stop, as near as can be to where it was. */
  refresh() {
    const lost = !this.current.isConnected;
    const row = lost ? document.getElementById(this.current.closest("tr")?.id) : null;
    this.rows = [...this.table.tBodies[0].rows].filter((each) => each.querySelector("[data-item]"));
    for (const item of this.table.tBodies[0].querySelectorAll("[data-item]")) item.tabIndex = -1;
    if (lost) {
      const at = Number(this.current.dataset.at);
      const near = (item) => Math.abs(Number(item.dataset.at) - at);
      const items = this.items(row ?? this.rows[0]);
      this.current = items.reduce((best, item) => (near(item) < near(best) ? item : best));
    }
    this.current.tabIndex = 0;
  }

  items(row) {
    return [...row.querySelectorAll("[data-item]")];
  }

  /** Makes an item the tab stop. */
  make(item) {
    this.current.tabIndex = -1;
    this.current = item;
    item.tabIndex = 0;
  }

  go(item) {
    if (!item) return;
    this.make(item);
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.moved(item);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches("[data-item]")) return;
    const steps = {
      ArrowUp: () => this.down(-1),
      ArrowDown: () => this.down(1),
      ArrowLeft: () => this.along(-1),
      ArrowRight: () => this.along(1),
      Home: () => this.items(this.row())[0],
      End: () => this.items(this.row()).at(-1),
      PageUp: () => this.down(-A_SCREEN),
      PageDown: () => this.down(A_SCREEN),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    this.go(step());
  }

  row() {
    return this.current.closest("tr");
  }

  along(by) {
    const items = this.items(this.row());
    return items[items.indexOf(this.current) + by];
  }

  /** The item of another row that is nearest in time. */
  down(by) {
    const from = this.rows.indexOf(this.row());
    const row = this.rows[Math.min(Math.max(from + by, 0), this.rows.length - 1)];
    const at = Number(this.current.dataset.at);
    const distance = (item) => {
      const start = Number(item.dataset.at);
      const end = Number(item.dataset.end ?? start + 1);
      return at < start ? start - at : Math.max(at - end + 1, 0);
    };
    return this.items(row).reduce((best, item) => (distance(item) < distance(best) ? item : best));
  }

  /** Person, day where there is one, what it is, and the findings of the row. */
  words(item) {
    const row = item.closest("tr");
    const head = this.heads[item.closest("td").cellIndex]?.querySelector("[data-head]")?.textContent;
    const what = item.getAttribute("aria-label") ?? item.textContent.replace(/\s+/g, " ").trim();
    const verdict = row.querySelector(".board-finding > [title]")?.title;
    return [row.cells[0].textContent.trim(), head, what, verdict].filter(Boolean).join(", ");
  }
}
