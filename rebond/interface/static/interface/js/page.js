// What every page needs. Loaded before the page is drawn, so that nobody is dazzled at night.

// The reader's choice between light and dark is kept; without a choice, or without this script, the system decides.
(() => {
  const root = document.documentElement;
  const remembered = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const remember = (theme) => {
    try { localStorage.setItem("theme", theme); } catch { /* private browsing: the choice lasts for this page */ }
  };
  const isDark = () =>
    (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  if (["light", "dark"].includes(remembered())) root.dataset.theme = remembered();

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      const show = () => button.setAttribute("aria-pressed", String(isDark()));
      button.hidden = false;
      show();
      button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        remember(root.dataset.theme);
        show();
      });
    }
  });
})();

// The account's menu closes as menus do: with Escape, or with a click elsewhere.
(() => {
  const close = (menu) => { menu.open = false; };
  const opened = () => document.querySelector("details.account[open]");

  document.addEventListener("click", (event) => {
    if (opened() && !opened().contains(event.target)) close(opened());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opened()) return;
    opened().querySelector("summary").focus();
    close(opened());
  });
})();

// A form is sent once: its buttons rest until the answer comes, and wake up when the reader comes back to the page.
// They rest at the next turn only, so that the button's own name and value leave with the form.
(() => {
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
})();
