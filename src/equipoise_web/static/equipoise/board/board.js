// The roster board by keyboard and with its details; without this the same links lead to the same facts.
import { Grid } from "./grid.js";
import { openDetails } from "./details.js";
import { letters } from "./letters.js";
import { say } from "./say.js";

for (const button of document.querySelectorAll("[data-needs-script]")) button.hidden = false;

// On a phone the strip is a table.
const table = document.getElementById("coverage-table");
const openTable = () => { if (table) table.open = true; };
if (matchMedia("(max-width: 767px)").matches || location.hash === "#coverage-table") openTable();
document.querySelector('a[href="#coverage-table"]')?.addEventListener("click", openTable);

const board = document.querySelector("[data-board]");
if (board) {
  const grid = new Grid(board.querySelector("table"), (item) => say(grid.words(item)));
  letters(board, grid);
  board.addEventListener("click", (event) => {
    const item = event.target.closest("[data-item]");
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    grid.make(item);
    openDetails(item);
  });
}
