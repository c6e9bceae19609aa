// Sends edits of a draft: one at a time, each with a key of its own, and reads what came of it.
import { say } from "./say.js";

const board = document.querySelector("[data-board]");
const bar = () => document.getElementById("draft-bar");

/** The number of the last edit that this page shows. */
export const seen = () => bar()?.dataset.seen ?? "0";

/** Where this page is, for the parts that are drawn again. */
export const here = () => location.pathname + location.search;

/** What goes along with every edit. */
export function along(fields) {
  const body = fields instanceof FormData ? fields : new FormData();
  if (!(fields instanceof FormData)) {
    for (const [name, value] of Object.entries(fields)) {
      for (const each of [value].flat()) body.append(name, each);
    }
  }
  if (!body.get("csrfmiddlewaretoken")) {
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  }
  if (!body.get("seen")) body.set("seen", seen());
  if (!body.get("key")) body.set("key", crypto.randomUUID());
  body.set("back", here());
  if (board?.dataset.axis) body.set("axis", board.dataset.axis);
  return body;
}

/** Posts and gives the answer as a document; null where nothing came that can be used. */
export async function post(address, fields, signal) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST", body: along(fields), headers: { "X-Fragment": "1" }, credentials: "same-origin", signal,
    });
  } catch (failed) {
    if (failed.name !== "AbortError") say("", "unreachable");
    return null;
  }
  return read(answer);
}

/** Posts as a form does: the answer is the next page. */
export function go(address) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true });
  for (const [name, value] of along({})) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}

/** Fetches a part of a page as a document, in the same way. */
export async function get(address) {
  try {
    return await read(
      await fetch(address, { headers: { "X-Fragment": "1" }, credentials: "same-origin" }),
    );
  } catch {
    say("", "unreachable");
    return null;
  }
}

async function read(answer) {
  if (answer.redirected && new URL(answer.url).pathname.startsWith("/account/")) return signedOut();
  if (answer.redirected) {
    location.assign(answer.url); // the draft has ended
    return null;
  }
  if (answer.status === 403) return signedOut();
  if (answer.status >= 500 || answer.status === 404) {
    say("", "unreachable");
    return null;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { ok: answer.ok, page };
}

function signedOut() {
  say("", "signedOut");
  const live = document.getElementById("draft-live");
  if (live) {
    const link = document.createElement("a");
    link.href = `/account/sign-in?next=${encodeURIComponent(here())}`;
    link.textContent = document.querySelector("[data-board-says]").dataset.signedOut;
    live.replaceChildren(link);
    live.classList.add("is-pinned");
    live.hidden = false;
  }
  return null;
}
