// The inspector and refusals beside the board; their forms are sent from here.
import { get, here, post } from "./sending.js";
import { isParts } from "./parts.js";
import { forget, keepForms } from "./kept.js";

const dialog = document.getElementById("board-details");

/** Shows what the server said; `took` gets parts of the board that came instead. */
export function panel(took) {
  let opener = null;
  dialog.addEventListener("close", () => (opener?.isConnected ? opener : document.querySelector("[data-item][tabindex='0']"))?.focus());
  dialog.addEventListener("click", (event) => {
    const closes = event.target.closest("[data-closes]");
    if (!closes) return;
    event.preventDefault();
    dialog.close();
    if (closes.dataset.closes === "reload") location.reload();
  });
  dialog.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-draft-form]");
    if (!form) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  async function send(form, submitter) {
    if (form.ariaBusy === "true") return; // sent twice is one edit
    form.ariaBusy = "true";
    const answer = await post(form.getAttribute("action"), new FormData(form, submitter));
    form.ariaBusy = null;
    if (!answer) return;
    if (isParts(answer.page)) {
      forget();
      dialog.close();
      took(answer.page);
    } else show(answer.page);
  }

  function show(page) {
    dialog.replaceChildren(...document.importNode(page.body, true).childNodes);
    keepForms(dialog);
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[data-focus]") ?? dialog.querySelector("h2"))?.focus();
  }

  return {
    show,
    async open(item) {
      opener = item;
      const answer = await get(`${item.href}?back=${encodeURIComponent(here())}`);
      if (answer) show(answer.page);
    },
  };
}
