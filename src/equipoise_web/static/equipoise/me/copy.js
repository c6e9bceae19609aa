// Copies the text of an element: <button data-copies="id" data-said="Copied" hidden>. Shown where it can work.
for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
    button.querySelector("span").textContent = button.dataset.said;
  });
}
