// The scanner's field keeps the cursor, and the answer to the last scan is heard: one high note, or two low ones. At
// the bench each answer has its own tune: rising is good, falling is a refusal, level is something to know.
const NOTES = {
  done: [880], attention: [440], refused: [220, 220],
  "on-the-table": [880], verdict: [660, 990],
  second: [440, 440], already: [550, 440], busy: [440, 550],
  unknown: [220, 220], foreign: [330, 165], ambiguous: [330, 220, 330], away: [220, 165], stopped: [165, 165, 165],
  waiting: [1320],
};

let context;
function sing(notes) {
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!Sound || !notes || isMuted()) return;
  context ||= new Sound();
  notes.forEach((frequency, index) => {
    const start = context.currentTime + index * 0.18;
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(context.destination);
    note.start(start);
    note.stop(start + 0.12);
  });
}

function isMuted() {
  try { return localStorage.getItem("mute") === "1"; } catch { return false; }
}

// Another script has an answer to be heard.
document.addEventListener("scan-answer", (event) => sing(NOTES[event.detail]));

for (const button of document.querySelectorAll("[data-mute]")) {
  const show = () => button.setAttribute("aria-pressed", String(isMuted()));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    try { localStorage.setItem("mute", isMuted() ? "0" : "1"); } catch { /* private browsing: it stays loud */ }
    show();
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
