// A form is sent once: its buttons rest until the answer comes, and wake up when the reader comes back to the page.
// Disabling waits for the next turn, so that the button's own name and value leave with the form.
const buttonsOf = (form) => [...form.elements].filter((element) => element.type === "submit");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-once]")) return;
  form.setAttribute("aria-busy", "true");
  setTimeout(() => buttonsOf(form).forEach((button) => { button.disabled = true; }));
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("[data-once][aria-busy]")) {
    form.removeAttribute("aria-busy");
    buttonsOf(form).forEach((button) => { button.disabled = false; });
  }
});
