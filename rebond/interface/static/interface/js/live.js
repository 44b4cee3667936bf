// A form whose numbers are worked out at once: the answer takes the place of the old one, the reader keeps theirs.
// Without this script, the form's own button does the same.
const WAIT = 200; // milliseconds after the last key

for (const form of document.querySelectorAll("form[data-live]")) {
  const said = document.querySelector("[data-live-said]");
  let timer;
  let asked;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
    const piece = document.getElementById(form.dataset.live);
    piece.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: asked.signal });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of [form.dataset.live, "live-errors"]) {
        const fresh = page.getElementById(id);
        if (fresh) replace(document.getElementById(id), fresh);
      }
      history.replaceState(null, "", address);
      if (said) said.textContent = document.querySelector("[data-live-summary]")?.textContent.trim() ?? "";
    } catch (failure) {
      if (failure.name !== "AbortError") form.requestSubmit();
    }
  }

  // The control that has the focus may stand in what is replaced: it gets the focus back.
  function replace(old, fresh) {
    const name = old.contains(document.activeElement) ? document.activeElement.name : "";
    old.replaceWith(fresh);
    if (name) fresh.querySelector(`[name="${CSS.escape(name)}"]`)?.focus();
  }

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(ask, event.target.type === "number" || event.target.type === "text" ? WAIT : 0);
  });
}
