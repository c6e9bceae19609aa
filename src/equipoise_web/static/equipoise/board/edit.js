// The editable board: what pages and forms do, done in place.
import { Grid } from "./grid.js";
import { letters } from "./letters.js";
import { say } from "./say.js";
import { get, go, here, post, seen } from "./sending.js";
import { isParts, more, put } from "./parts.js";
import { Selection } from "./selecting.js";
import { dragging } from "./dragging.js";
import { picking } from "./picking.js";
import { panel } from "./panel.js";
import { others } from "./others.js";
import { forget } from "./kept.js";

for (const button of document.querySelectorAll("[data-needs-script]")) button.hidden = false;

const board = document.querySelector("[data-board]");
const table = document.getElementById("coverage-table");
const openTable = () => { if (table) table.open = true; };
if (matchMedia("(max-width: 767px)").matches || location.hash === "#coverage-table") openTable(); // a phone has no strip
document.addEventListener("click", (event) => { if (event.target.closest('a[href="#coverage-table"]')) openTable(); });
let timer = null;
const words = document.querySelector("[data-board-says]");
const PINNED_MS = 9000;
const SAID = "draft-said"; // outlives a board that is loaded again because its axis has grown

// What was kept by the server needs no keeping here.
if (document.querySelector(".eq-message-success")) forget();

if (board) {
  const grid = new Grid(board.querySelector("table"), (item) => say(grid.words(item)));
  const selection = new Selection(grid);
  const inspector = panel(took);
  letters(board, grid);
  more(board, grid);

  /** Parts came: draw them, and say what the checker said. */
  function took(page) {
    if (!isParts(page)) return inspector.show(page);
    const verdict = page.querySelector("[data-verdict]");
    const theirs = [...page.querySelectorAll("[data-theirs]")];
    put(page, grid, board);
    selection.clear();
    if (verdict) pin([verdict], `${words.dataset.kept} ${plain(verdict)}`);
    else if (theirs.length) pin(theirs, theirs.map(plain).join(" "));
    return undefined;
  }

  async function ask(address, fields) {
    board.classList.add("is-busy");
    const answer = await post(address, fields);
    board.classList.remove("is-busy");
    if (answer) took(answer.page);
    return answer;
  }

  /** Beside the board on a desk, a page of its own on a phone. */
  function open(item) {
    if (matchMedia("(max-width: 767px)").matches) location.assign(`${item.href}?back=${encodeURIComponent(here())}`);
    else inspector.open(item);
  }

  const bar = (name) => document.querySelector(`[data-draft-${name}]`);
  const step = (name) => () => ask(bar(name).getAttribute("action"), {});
  const acts = {
    async keep(lift) {
      await ask(board.dataset.do, lift.fields());
      lift.away();
    },
    remove: (names) => names.length && ask(board.dataset.do, { do: "remove", item: names }),
    open,
    copy(from, to) {
      const [, day, worker] = /\/day\/([^/]+)\/person\/([^/?]+)/.exec(to);
      return ask(from, { do: "copy", to_day: day, to_person: worker });
    },
    lock: (items) => ask(board.dataset.lock, { cell: [...new Set(items.map(cellOf))] }),
    /** Leads to who can stand in; what the day has not is said by the server. */
    absent: (item) => item.dataset.shift && go(`${item.href}/absent`),
    undo: step("undo"),
    redo: step("redo"),
  };

  if (!("reads" in board.dataset)) {
    if (board.dataset.edit === "day") dragging(board, grid, selection, acts.keep);
    picking(board, grid, selection, acts);
    document.addEventListener("submit", (event) => {
      const form = event.target.closest("[data-draft-undo], [data-draft-redo]");
      if (!form) return;
      event.preventDefault();
      ask(form.getAttribute("action"), {});
    });
    board.addEventListener("paste", pasted);
  }

  board.addEventListener("click", (event) => {
    const item = event.target.closest("[data-item]");
    if (!item) return;
    event.preventDefault();
    if (event.shiftKey) selection.extend(item);
    grid.make(item);
    item.focus({ preventScroll: true });
    if (event.ctrlKey || event.metaKey) selection.toggle(item);
    else if (!event.shiftKey) open(item);
  });

  // Pages about several people begin with those chosen.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-with-people]");
    if (!link || !selection.names.size) return;
    const address = new URL(link.href);
    for (const name of selection.names) address.searchParams.append("person", name.split("@")[0]);
    link.href = address;
  });

  /** Cells of a spreadsheet, pasted on the board, go to the people and days from the tab stop on. */
  async function pasted(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/\d[:.]\d\d\s*[-–]/.test(text)) return;
    event.preventDefault();
    const lines = text.replace(/\s+$/, "").split(/\r?\n/).length;
    const from = grid.rows.indexOf(grid.row());
    const people = grid.rows.slice(from, from + lines).map((row) => row.dataset.worker);
    const [, day] = /\/day\/([^/]+)\//.exec(grid.current.href);
    const answer = await post(`${location.pathname.replace(/\/day\/.*/, "")}/paste`, { people, first: day, cells: text });
    if (!answer) return;
    const wrong = answer.page.querySelector("#error-summary, .draft-refused");
    if (!wrong) return took(answer.page);
    const alone = document.implementation.createHTMLDocument();
    alone.body.append(alone.importNode(wrong, true));
    return inspector.show(alone);
  }

  const earlier = sessionStorage.getItem(SAID);
  if (earlier) pin([Object.assign(document.createElement("p"), { textContent: earlier })], earlier);

  others(board.dataset.topic, async () => {
    if (board.classList.contains("is-busy")) return;
    const axis = board.dataset.axis ? `&axis=${board.dataset.axis}` : "";
    const answer = await get(`${board.dataset.rows}?since=${seen()}&back=${encodeURIComponent(here())}${axis}`);
    if (answer && isParts(answer.page) && answer.page.getElementById("draft-bar").dataset.seen !== seen()) took(answer.page);
  });
}

/** A person's day, as the server names it. */
function cellOf(item) {
  const [, day, worker] = /\/day\/([^/]+)\/person\/([^/?]+)/.exec(item.href);
  return `${worker}@${day}`;
}

/** Shows words in the corner for a while and speaks them. */
function pin(nodes, spoken) {
  const live = document.getElementById("draft-live");
  live.replaceChildren(...nodes.map((node) => document.importNode(node, true)));
  live.classList.add("is-pinned");
  live.hidden = false;
  sessionStorage.setItem(SAID, spoken);
  clearTimeout(timer);
  timer = setTimeout(() => {
    live.hidden = true;
    live.classList.remove("is-pinned");
    sessionStorage.removeItem(SAID);
  }, PINNED_MS);
  say(spoken);
}

function plain(node) {
  return node.textContent.replace(/\s+/g, " ").trim();
}
