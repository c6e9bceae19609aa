// Puts parts of the board that the server drew again in their places.

/** Whether a document holds parts of the board. */
export const isParts = (page) => page.getElementById("draft-bar")?.hasAttribute("data-part") ?? false;

/** Replaces each part by its id; a board whose axis has grown is loaded again. Gives the rows replaced. */
export function put(page, grid, board) {
  const axis = page.querySelector("[data-axis]")?.dataset.axis;
  if (axis && board.dataset.axis && axis !== board.dataset.axis) {
    const open = document.querySelector("dialog[open]"); // somebody is filling it in
    if (open) open.addEventListener("close", () => location.reload(), { once: true });
    else location.reload();
    return [];
  }
  const focused = board.contains(document.activeElement);
  const rows = [];
  for (const part of page.querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old) continue;
    const fresh = document.importNode(part, true);
    if (old.open) fresh.open = true;
    old.replaceWith(fresh);
    if (fresh.tagName === "TR") rows.push(fresh);
  }
  grid.refresh();
  if (focused) grid.current.focus({ preventScroll: true });
  return rows;
}

/** Draws further rows when the last one comes into sight. */
export function more(board, grid) {
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) fetchMore(entry.target);
  }, { rootMargin: "400px" });
  const look = () => {
    const row = board.querySelector("[data-more]");
    if (row) watch.observe(row);
  };
  async function fetchMore(row) {
    watch.unobserve(row);
    const link = row.querySelector("a");
    const answer = await fetch(link.href, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(`<table><tbody>${await answer.text()}</tbody></table>`, "text/html");
    row.replaceWith(...page.querySelectorAll("tr"));
    grid.refresh();
    look();
  }
  look();
}
