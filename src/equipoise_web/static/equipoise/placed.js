// Places what carries data-from and data-to (fractions of the width) in its bar, through the CSSOM; also in
// parts of the page that come later.

/** Places one element. */
function put(element) {
  const from = Number(element.dataset.from);
  element.style.setProperty("left", `${from * 100}%`);
  if (element.dataset.to !== undefined) {
    element.style.setProperty("width", `${(Number(element.dataset.to) - from) * 100}%`);
  }
}

/** Places every such element in `root`, itself included. */
export function place(root) {
  if (root.matches?.("[data-from]")) put(root);
  for (const element of root.querySelectorAll("[data-from]")) put(element);
}

place(document);
new MutationObserver((records) => {
  for (const record of records) {
    for (const node of record.addedNodes) if (node instanceof Element) place(node);
  }
}).observe(document.body, { childList: true, subtree: true });
