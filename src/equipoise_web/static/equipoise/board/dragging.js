// Shifts of the day view by mouse, pen or finger: moved in time and between people, their ends pulled.
import { Lift } from "./lifting.js";

const FAR = 4; // pixels before a press becomes a drag
const EDGE = 7; // pixels at the ends of a shift that pull its end

/** Listens on the board; `keep` is asked to keep a lift. */
export function dragging(board, grid, selection, keep) {
  let press = null;
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[data-shift]");
    if (!item || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.pointerType === "touch") return; // a finger scrolls; a tap opens the inspector
    press = { item, x: event.clientX, y: event.clientY, mode: mode(item, event.clientX), lift: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (!press) return;
    if (!press.lift) {
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR) return;
      const names = press.mode === "move" ? selection.of(press.item) : [];
      press.lift = new Lift(board, press.item, names);
      document.body.classList.add("is-dragging");
    }
    event.preventDefault();
    follow(press, event);
  });
  document.addEventListener("pointerup", () => {
    const { lift } = press ?? {};
    press = null;
    if (!lift) return;
    document.body.classList.remove("is-dragging");
    board.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => board.removeEventListener("click", swallow, { capture: true }), 0);
    if (lift.changed) keep(lift);
    else lift.away();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !press?.lift) return;
    press.lift.away();
    press = null;
  });

  function follow({ lift, x, mode: pulled }, event) {
    const lane = lift.from.querySelector(".board-lane").getBoundingClientRect();
    const minutes = ((event.clientX - x) / lane.width) * lift.hours * 60;
    const by = lift.step * Math.round(minutes / lift.step);
    if (pulled === "move") {
      lift.by = by;
      const row = document.elementFromPoint(event.clientX, event.clientY)?.closest("tr[data-worker]");
      if (row && board.contains(row) && lift.names.length === 1) lift.row = row;
    } else if (pulled === "start") {
      lift.first = Math.min(by, (lift.end - lift.start) / 60 - lift.step);
    } else {
      lift.last = Math.max(by, lift.step - (lift.end - lift.start) / 60);
    }
    lift.draw();
    lift.ask();
  }
}

function mode(item, x) {
  const box = item.getBoundingClientRect();
  if (item.classList.contains("is-first") && x - box.left < EDGE) return "start";
  if (item.classList.contains("is-last") && box.right - x < EDGE) return "end";
  return "move";
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
