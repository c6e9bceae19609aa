// Speaks through the page's live region.
const region = document.querySelector("[data-board-says]");

/** Says a sentence; one of the page's own where a name of its data attributes is given. */
export function say(words, own = "") {
  if (region) region.textContent = own ? region.dataset[own] : words;
}
