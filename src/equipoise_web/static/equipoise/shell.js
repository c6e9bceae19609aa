// Small conveniences of the shell; every page works without them.

/** Closes open menus except the one that holds `kept`. */
function closeMenus(kept) {
  for (const menu of document.querySelectorAll("details.eq-menu[open], details.eq-more[open]")) {
    if (!menu.contains(kept)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable], [role=grid]");
  if (event.key === "Escape") {
    const open = event.target.closest("details.eq-menu[open], details.eq-more[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.getElementById("search");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// An error summary takes the focus, so that it is read first.
document.querySelector("[data-focus]")?.focus();

// Opens and closes a <dialog>: data-opens="id" on a button; a form with method="dialog" closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

// Sends a filter's form when a choice changes: data-send on the form.
document.addEventListener("change", (event) => event.target.closest("form[data-send]")?.requestSubmit());
