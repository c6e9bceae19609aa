// A shift taken up, by mouse or by key: where it would go, drawn as a ghost, and the live verdict on it.
import { post } from "./sending.js";
import { Selection } from "./selecting.js";
import { say } from "./say.js";

const WAIT_MS = 20;
const live = document.getElementById("draft-live");

/** One lift: `minutes` by which it moves, or new ends; `row` the person it would go to. */
export class Lift {
  constructor(board, item, names) {
    this.board = board;
    this.names = names;
    this.row = this.from = item.closest("tr");
    this.step = Number(board.dataset.step);
    this.origin = Number(board.dataset.axis.split("-")[0]);
    this.hours = Number(board.dataset.axis.split("-")[1]);
    const blocks = [...this.from.querySelectorAll(`[data-shift="${item.dataset.shift}"]`)];
    this.own = Selection.name(item);
    this.start = Number(item.dataset.shift);
    this.end = Number(blocks.find((block) => block.dataset.until)?.dataset.until ?? this.start);
    this.by = 0;
    this.first = 0; // change of the beginning alone, in minutes
    this.last = 0; // change of the end alone
    this.ghost = document.createElement("div");
    this.ghost.className = "draft-ghost";
    this.ghost.append(document.createElement("span"));
    this.draw();
  }

  get resized() {
    return this.first !== 0 || this.last !== 0;
  }

  get changed() {
    return this.by !== 0 || this.resized || this.row !== this.from;
  }

  /** What the server is asked. */
  fields() {
    if (this.resized) {
      return { do: "resize", item: this.own, start: this.start + 60 * (this.first + this.by), end: this.end + 60 * (this.last + this.by) };
    }
    const to = this.row === this.from ? {} : { to: this.row.dataset.worker };
    return { do: "move", item: this.names, by: this.by, ...to };
  }

  draw() {
    const lane = this.row.querySelector(".board-lane");
    if (this.ghost.parentElement !== lane) lane.append(this.ghost);
    const [from, to] = [this.start + 60 * (this.first + this.by), this.end + 60 * (this.last + this.by)];
    const share = (at) => Math.min(Math.max((at - this.origin) / (this.hours * 3600), 0), 1);
    this.ghost.style.left = `${100 * share(from)}%`;
    this.ghost.style.width = `${100 * (share(to) - share(from))}%`;
    this.ghost.firstChild.textContent = this.times(from, to);
    for (const row of this.board.querySelectorAll(".is-target")) row.classList.remove("is-target");
    if (this.row !== this.from) this.row.classList.add("is-target");
  }

  times(from, to) {
    const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: this.board.dataset.zone });
    return `${clock.format(from * 1000)}–${clock.format(to * 1000)}`;
  }

  /** Asks for the verdict soon: at most one request is under way, and the last place counts. */
  ask(speak = false) {
    this.wanted = JSON.stringify(this.fields());
    this.speak = speak;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT_MS);
  }

  async send() {
    if (this.busy || this.over || this.asked === this.wanted) return;
    this.busy = true;
    const asked = (this.asked = this.wanted);
    const answer = this.changed ? await post(this.board.dataset.do, { ...JSON.parse(asked), try: "1" }) : null;
    this.busy = false;
    if (this.over) return;
    if (answer && asked === this.wanted) this.show(answer);
    if (asked !== this.wanted) this.send();
  }

  show(answer) {
    const verdict = answer.page.querySelector(".draft-verdict, .draft-refused");
    const blocked = !answer.ok || verdict?.classList.contains("is-blocked");
    this.ghost.classList.toggle("is-blocked", Boolean(blocked));
    for (const part of verdict?.querySelectorAll("form, .eq-actions") ?? []) part.remove();
    live.replaceChildren(document.importNode(verdict, true));
    live.firstChild.removeAttribute("role");
    live.hidden = false;
    live.classList.remove("is-pinned");
    const box = this.ghost.getBoundingClientRect();
    const below = box.bottom + 8 + live.offsetHeight < innerHeight;
    live.style.left = `${Math.max(8, Math.min(box.left, innerWidth - live.offsetWidth - 8))}px`;
    live.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - live.offsetHeight - 8)}px`;
    if (this.speak) say(`${this.ghost.textContent}. ${live.textContent.replace(/\s+/g, " ").trim()}`);
  }

  /** Takes the ghost and the verdict away. */
  away() {
    this.over = true;
    clearTimeout(this.timer);
    this.ghost.remove();
    live.hidden = true;
    live.style.left = live.style.top = "";
    for (const row of this.board.querySelectorAll(".is-target")) row.classList.remove("is-target");
  }
}
