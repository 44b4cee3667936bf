// The scanner's field keeps the cursor, and the answer to the last scan is heard: one high note, or two low ones.
const NOTES = { done: [880], attention: [440], refused: [220, 220] };

function sing(notes) {
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!Sound || !notes) return;
  const context = new Sound();
  notes.forEach((frequency, index) => {
    const start = context.currentTime + index * 0.18;
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(context.destination);
    note.start(start);
    note.stop(start + 0.12);
  });
}

const field = document.querySelector("[data-scan]");
if (field) {
  sing(NOTES[field.dataset.scan]);
  field.focus();
  field.addEventListener("focus", () => field.select());
  // A scan typed while the cursor is nowhere still lands in the field; a person who typed elsewhere is left alone.
  document.addEventListener("keydown", (event) => {
    const nowhere = document.activeElement === document.body;
    if (nowhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
  });
  // A reader sends Enter twice: the second finds the field at rest.
  field.form.addEventListener("submit", () => setTimeout(() => { field.readOnly = true; }));
}
