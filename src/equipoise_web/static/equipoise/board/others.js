// Listens for edits of others; a hidden page listens to nothing and asks when it is looked at again.
const PAUSE_MS = 150;

/** Calls `changed` when something happened to the topic, at most once at a time. */
export function others(topic, changed) {
  let source = null;
  let timer = null;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, PAUSE_MS);
  };
  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`/events?${new URLSearchParams({ topic })}`);
    source.addEventListener("change", soon);
    source.addEventListener("reset", soon);
  }
  function leave() {
    source?.close();
    source = null;
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return leave();
    listen();
    soon();
    return undefined;
  });
  addEventListener("pagehide", leave);
  listen();
}
