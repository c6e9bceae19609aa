// The details of one person on one day, fetched from the address that the item leads to.
import { say } from "./say.js";

const dialog = document.getElementById("board-details");

/** Opens the dialog beside the board; the page itself where it cannot be fetched. */
export async function openDetails(item) {
  let response;
  try {
    response = await fetch(item.href, { headers: { "X-Fragment": "details" }, credentials: "same-origin" });
  } catch {
    say("", "closed");
    return;
  }
  if (!response.ok || response.redirected) {
    location.assign(item.href);
    return;
  }
  dialog.innerHTML = await response.text();
  dialog.addEventListener("close", () => item.focus(), { once: true });
  dialog.showModal();
  dialog.querySelector("h2")?.focus();
}
