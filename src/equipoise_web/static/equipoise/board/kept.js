// What somebody is filling in survives a session that has ended: kept in this tab until it was sent and answered.

const nameOf = (form) => `kept:${location.pathname}:${form.getAttribute("action") ?? ""}`;
const SECRET = new Set(["csrfmiddlewaretoken", "key", "seen", "back", "do"]);

function remember(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => !SECRET.has(name) && typeof value === "string");
  sessionStorage.setItem(nameOf(form), JSON.stringify(fields));
}

function restore(form) {
  const kept = sessionStorage.getItem(nameOf(form));
  if (!kept || form.dataset.restored) return;
  form.dataset.restored = "yes";
  const fields = JSON.parse(kept);
  const known = new Set(fields.map(([name]) => name));
  // Only a form of the same shape gets its values back.
  const own = [...new FormData(form)].map(([name]) => name).filter((name) => !SECRET.has(name));
  if (own.some((name) => !known.has(name)) || [...known].some((name) => !form.elements[name])) return;
  for (const name of known) {
    const control = form.elements[name];
    const values = fields.filter(([each]) => each === name).map(([, value]) => value);
    if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
    else control.value = values[0];
  }
}

/** What was kept here is no longer needed. */
export function forget() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith("kept:")) sessionStorage.removeItem(name);
}

/** Watches the forms marked data-keeps below a node. What comes back is only what was sent in vain. */
export function keepForms(root) {
  for (const form of root.querySelectorAll("form[data-keeps]")) {
    if (sessionStorage.getItem(`${nameOf(form)}:sent`)) restore(form);
    sessionStorage.removeItem(nameOf(form));
    sessionStorage.removeItem(`${nameOf(form)}:sent`);
    form.addEventListener("submit", () => {
      remember(form);
      sessionStorage.setItem(`${nameOf(form)}:sent`, "yes");
    });
  }
}

keepForms(document);
