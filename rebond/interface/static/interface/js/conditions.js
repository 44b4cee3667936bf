// A question that another answer shows: hidden until that answer is given. Without this script it is there, and may
// stay empty; what is hidden blocks nothing on the server either.
for (const piece of document.querySelectorAll("[data-only-if]")) {
  const form = piece.closest("form");
  const wanted = piece.dataset.values.split(" ");
  const show = () => {
    const given = new FormData(form).getAll(piece.dataset.onlyIf);
    piece.hidden = !given.some((answer) => wanted.includes(answer));
  };
  form.addEventListener("change", show);
  show();
}
