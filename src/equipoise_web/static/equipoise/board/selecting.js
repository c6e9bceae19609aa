// Shifts chosen together: with Ctrl or Shift and the mouse, Space and Shift+arrows by keyboard.

export class Selection {
  constructor(grid) {
    this.grid = grid;
    this.names = new Set(); // worker@start
  }

  /** What the server calls a shift; "" for an empty day. */
  static name(item) {
    const { shift } = item.dataset;
    return shift ? `${item.closest("tr").dataset.worker}@${shift}` : "";
  }

  toggle(item) {
    const name = Selection.name(item);
    if (!name) return;
    if (this.names.has(name)) this.names.delete(name);
    else this.names.add(name);
    this.draw();
  }

  add(item) {
    const name = Selection.name(item);
    if (name) this.names.add(name);
    this.draw();
  }

  /** From the tab stop to an item: in each row between them the shift nearest in time. */
  extend(item) {
    const [from, to] = [this.grid.rows.indexOf(this.grid.row()), this.grid.rows.indexOf(item.closest("tr"))];
    const at = Number(item.dataset.at);
    const near = (each) => Math.abs(Number(each.dataset.at) - at);
    for (let row = Math.min(from, to); row <= Math.max(from, to); row += 1) {
      const shifts = this.grid.items(this.grid.rows[row]).filter((each) => each.dataset.shift);
      if (shifts.length) this.names.add(Selection.name(shifts.reduce((a, b) => (near(b) < near(a) ? b : a))));
    }
    this.draw();
  }

  clear() {
    this.names.clear();
    this.draw();
  }

  /** The chosen shifts, or the one at hand. */
  of(item) {
    const own = Selection.name(item);
    if (this.names.size && (!own || this.names.has(own))) return [...this.names];
    return own ? [own] : [];
  }

  /** The items chosen, or the one at hand, also where its day is empty. */
  items(item) {
    const all = [...this.grid.table.tBodies[0].querySelectorAll("[data-item]")];
    const chosen = all.filter((each) => this.names.has(Selection.name(each)));
    return chosen.length && (chosen.includes(item) || !Selection.name(item)) ? chosen : [item];
  }

  draw() {
    for (const cell of this.grid.table.tBodies[0].querySelectorAll("td[aria-selected]")) cell.removeAttribute("aria-selected");
    for (const item of this.grid.table.tBodies[0].querySelectorAll("[data-item]")) {
      const chosen = this.names.has(Selection.name(item));
      item.classList.toggle("is-selected", chosen);
      if (chosen) item.closest("td").setAttribute("aria-selected", "true");
    }
  }
}
