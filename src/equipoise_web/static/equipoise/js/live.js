// Keeps parts of a page as they are now:
//   <section data-live-topic="run:1f…" data-live-url="/jobs/1f…">…</section>
// One stream of events for the whole page says which topics changed; the parts that follow one of them (several
// topics are parted by spaces) are fetched again, with the header X-Fragment: 1, at most once a second each.
// Where the stream fails, parts are asked for each 5 seconds. A hidden page listens to nothing. A part that is
// aria-busy is left alone until it no longer is. Nothing is announced from here: a part that is to be read out
// is a live region itself.
const EVENTS = "/events";
const PAUSE_MS = 1000;
const POLL_MS = 5000;

const parts = new Map(); // element -> {timer, fetchedAt, gone}
let source = null;
let polling = null;

function topicsOf(element) {
  return element.dataset.liveTopic.split(/\s+/).filter(Boolean);
}

/** Fetches an element's part soon, once for any number of calls meanwhile. */
function ask(element) {
  const part = parts.get(element);
  if (!part || part.gone || part.timer || document.hidden) return;
  const wait = Math.max(0, part.fetchedAt + PAUSE_MS - Date.now());
  part.timer = setTimeout(() => {
    part.timer = null;
    if (element.getAttribute("aria-busy") === "true") {
      part.fetchedAt = Date.now();
      ask(element);
    } else {
      load(element, part);
    }
  }, wait);
}

async function load(element, part) {
  part.fetchedAt = Date.now();
  element.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(element.dataset.liveUrl, {
      headers: { "X-Fragment": "1" },
      credentials: "same-origin",
      redirect: "manual",
    });
    if (answer.ok) replace(element, await answer.text());
    else if (answer.type === "opaqueredirect" || answer.status < 500) part.gone = true; // no longer ours to see
    if (source?.readyState === EventSource.OPEN) stopPolling();
  } catch {
    poll();
  } finally {
    element.removeAttribute("aria-busy");
  }
}

/** Puts the new part in place, keeping the focus on what has the same id. */
function replace(element, html) {
  const focused = element.contains(document.activeElement) ? document.activeElement.id : "";
  const body = new DOMParser().parseFromString(html, "text/html").body;
  element.replaceChildren(...body.childNodes);
  if (focused) document.getElementById(focused)?.focus();
  element.dispatchEvent(new CustomEvent("live:replaced", { bubbles: true }));
}

function askAll() {
  for (const element of parts.keys()) ask(element);
}

function poll() {
  polling ??= setInterval(askAll, POLL_MS);
}

function stopPolling() {
  clearInterval(polling);
  polling = null;
}

function changed(event) {
  const { topic } = JSON.parse(event.data);
  for (const element of parts.keys()) if (topicsOf(element).includes(topic)) ask(element);
}

function listen() {
  const topics = new Set([...parts.keys()].flatMap(topicsOf));
  if (source || !topics.size || document.hidden) return;
  source = new EventSource(`${EVENTS}?${new URLSearchParams([...topics].map((topic) => ["topic", topic]))}`);
  source.addEventListener("open", stopPolling);
  source.addEventListener("reset", askAll);
  source.addEventListener("change", changed);
  source.addEventListener("error", poll); // the browser connects again by itself, unless it was refused
}

function leave() {
  source?.close();
  source = null;
  stopPolling();
}

/** Follows the live parts below a node; for parts that a script has added later. */
export function follow(root) {
  for (const element of root.querySelectorAll("[data-live-topic][data-live-url]")) {
    if (!parts.has(element)) parts.set(element, { timer: null, fetchedAt: 0, gone: false });
  }
  leave();
  listen();
}

document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", listen);
follow(document);
