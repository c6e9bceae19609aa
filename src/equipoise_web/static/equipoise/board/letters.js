// Letters of the board: F and Shift+F findings, G the nearest short interval, ? help. They can be turned off.
import { say } from "./say.js";

const KEY = "board-letters";
const help = document.getElementById("board-help");
const choice = document.querySelector("[data-letters]");

/** Listens on the board while one of its items has the focus. */
export function letters(board, grid) {
  if (choice) {
    choice.checked = localStorage.getItem(KEY) !== "off";
    choice.addEventListener("change", () => localStorage.setItem(KEY, choice.checked ? "on" : "off"));
  }
  board.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || (choice && !choice.checked)) return;
    const acts = {
      f: () => finding(grid, event.shiftKey ? -1 : 1),
      g: () => shortest(board, grid),
      "?": () => help?.showModal(),
    };
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** The next or previous row or cell with a finding, round the board. */
function finding(grid, by) {
  const marked = grid.rows.flatMap((row) => {
    const cells = [...row.querySelectorAll("[data-finding]")];
    const own = row.querySelector(".board-finding > [title]");
    return cells.length ? cells : own ? [grid.items(row)[0]] : [];
  });
  if (!marked.length) return say("", "noFindings");
  const here = marked.indexOf(grid.current);
  const before = (item) => item.compareDocumentPosition(grid.current) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = here >= 0 ? here + by : by > 0 ? marked.findIndex((item) => !before(item)) : marked.findLastIndex(before);
  grid.go(marked.at(next % marked.length));
}

/** Shows and says the short interval nearest in time. */
function shortest(board, grid) {
  const at = Number(grid.current.dataset.at);
  const short = [...board.querySelectorAll("[data-short]")];
  for (const cell of board.querySelectorAll(".is-here")) cell.classList.remove("is-here");
  if (!short.length) return say("", "noShort");
  const distance = (cell) => Math.abs(Number(cell.dataset.at) - at);
  const cell = short.reduce((best, each) => (distance(each) < distance(best) ? each : best));
  cell.classList.add("is-here");
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  return say(cell.dataset.short);
}
