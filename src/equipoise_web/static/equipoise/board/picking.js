// The editable board by keyboard: pick up, move, pull ends, choose, remove, copy, undo.
import { Lift } from "./lifting.js";
import { Selection } from "./selecting.js";
import { say } from "./say.js";

/** `acts` does what needs the server: keep, remove, open, copy, lock, absent, undo, redo. */
export function picking(board, grid, selection, acts) {
  const isDay = board.dataset.edit === "day";
  let lift = null;
  let copied = null;
  board.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-item]")) return;
    const act = lift ? lifted(event) : (command(event) ?? plain(event));
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }, { capture: true });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog");
    const act = typing || event.defaultPrevented ? null : history(event);
    if (!act) return;
    event.preventDefault();
    act();
  });

  function history(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
    const key = event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? acts.redo : acts.undo;
    return key === "y" ? acts.redo : null;
  }

  function command(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
    const key = event.key.toLowerCase();
    if (key === "c" && grid.current.dataset.shift) return () => { copied = grid.current.href; say(grid.words(grid.current)); };
    if (key === "v" && copied) return () => acts.copy(copied, grid.current.href);
    return history(event);
  }

  function plain(event) {
    const { current } = grid;
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    if (event.shiftKey && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      return () => {
        selection.add(current);
        grid.go(grid.down(event.key === "ArrowDown" ? 1 : -1));
        selection.add(grid.current);
        chosen();
      };
    }
    const own = {
      Enter: () => (isDay && current.dataset.shift ? take(current) : acts.open(current)),
      e: () => acts.open(current),
      ...(lettersAct() ? { l: () => acts.lock(selection.items(current)), n: () => acts.absent(current) } : {}),
      " ": () => { selection.toggle(current); chosen(); },
      Delete: () => acts.remove(selection.of(current)),
      Escape: () => selection.clear(),
    };
    return own[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  }

  function lettersAct() {
    return document.querySelector("[data-letters]")?.checked ?? true;
  }

  function take(item) {
    lift = new Lift(board, item, selection.of(item));
    say("", "picked");
  }

  function lifted(event) {
    const by = { ArrowLeft: -lift.step, ArrowRight: lift.step }[event.key];
    if (by) {
      return () => {
        if (event.shiftKey) lift.last = Math.max(lift.last + by, lift.step - (lift.end - lift.start) / 60);
        else if (event.altKey) lift.first = Math.min(lift.first + by, (lift.end - lift.start) / 60 - lift.step);
        else lift.by += by;
        lift.draw();
        lift.ask(true);
      };
    }
    const rows = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (rows) {
      return () => {
        const row = grid.rows[grid.rows.indexOf(lift.row) + rows];
        if (!row || lift.names.length > 1) return;
        lift.row = row;
        lift.draw();
        row.scrollIntoView({ block: "nearest" });
        lift.ask(true);
      };
    }
    if (event.key === "Enter") {
      return () => {
        const kept = lift;
        lift = null;
        if (kept.changed) acts.keep(kept);
        else kept.away();
      };
    }
    if (event.key === "Escape" || event.key === "Tab") {
      return () => {
        lift.away();
        lift = null;
        say("", "cancelled");
      };
    }
    return () => {};
  }

  function chosen() {
    const words = document.querySelector("[data-board-says]").dataset.selected;
    say(words.replace("%s", String(selection.names.size)));
  }
}

export { Selection };
