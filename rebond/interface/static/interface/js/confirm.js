// A deed that cannot be undone asks once more, in the page's own dialog.
for (const form of document.querySelectorAll("[data-confirm]")) {
  const dialog = document.getElementById(form.dataset.confirm);
  if (!dialog?.showModal) continue;
  let agreed = false;

  form.addEventListener("submit", (event) => {
    if (agreed) return;
    event.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector("[data-no]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-yes]").addEventListener("click", () => {
    agreed = true;
    dialog.close();
    form.requestSubmit();
  });
}

// Someone who comes back to the page is asked again.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
