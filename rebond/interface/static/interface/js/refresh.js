// Looks again at a piece of the page while background work runs; stops when the server no longer asks for it, and
// loads the whole page again, except beside a form that somebody may be filling in (data-stay).
async function look(piece) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(piece.id);
    if (!fresh) return location.reload();
    piece.replaceWith(fresh);
    if (fresh.dataset.refresh) wait(fresh);
    else if (!("stay" in fresh.dataset)) location.reload();
  } catch {
    wait(piece);
  }
}

function wait(piece) {
  setTimeout(look, Number(piece.dataset.refresh) * 1000, piece);
}

document.querySelectorAll("[data-refresh]").forEach(wait);
