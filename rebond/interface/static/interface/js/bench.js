// The triage bench: each line leaves without reloading the page. Without network it waits on this device and is sent
// later, once: every line has a key of its own, and the server answers a key it knows without doing anything again.
// Without this script, the form sends itself.
const AGAIN = 5000; // milliseconds between two tries without network
const VERDICT = /^(?:(?:-\d{1,2}\s*)+[ABCX]?|[ABCX])$/i;

const bench = document.querySelector("[data-bench]");
const name = bench && `bench:${bench.dataset.bench}`;

const queue = {
  lines: [],
  read() {
    try { this.lines = JSON.parse(localStorage.getItem(name)) || []; } catch { this.lines = []; }
  },
  keep() {
    try { localStorage.setItem(name, JSON.stringify(this.lines)); } catch { /* private browsing: this page only */ }
  },
};

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

let about = "";
let sending = false;
let timer;

// The line that was typed or scanned, or the button of a verdict. A verdict is about the last machine that was read.
function take(form, submitter) {
  const field = form.querySelector("[data-scan]");
  const code = (submitter?.name === "code" ? submitter.value : form.elements.code.value).trim();
  if (!code) return;
  const isVerdict = VERDICT.test(code.replaceAll("*", "").trim()); // some readers add stars
  const said = form.elements.about?.value || "";
  const line = { key: newKey(), made_at: Date.now(), code, about: isVerdict ? about || said : "" };
  if (form.elements.again) line.again = "on";
  if (!isVerdict) about = code;
  if (field) field.value = "";
  queue.lines.push(line);
  queue.keep();
  send();
}

async function send() {
  if (sending || !queue.lines.length) return show();
  sending = true;
  clearTimeout(timer);
  const earlier = [];
  try {
    while (queue.lines.length) {
      const region = await answerTo(queue.lines[0]);
      if (!region) return;
      queue.lines.shift();
      queue.keep();
      draw(region, earlier);
    }
    show();
  } catch {
    show(bench.dataset.saidKept);
    sound("waiting");
    timer = setTimeout(send, AGAIN);
  } finally {
    sending = false;
  }
}

// The page that answers a line; null where it is none of ours: whoever is signed out keeps the line.
async function answerTo(line) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", bench.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("idempotency_key", line.key);
  body.set("client", line.key);
  for (const field of ["code", "about", "made_at", "again"]) if (line[field]) body.set(field, line[field]);
  const answer = await fetch(bench.querySelector("form.scan").action, { method: "POST", body });
  if (answer.status >= 500) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const region = answer.ok && page.querySelector("[data-bench]");
  if (region) return region;
  if (await renew()) return answerTo(line);
  show(bench.dataset.saidOut);
  timer = setTimeout(send, AGAIN);
  return null;
}

// Whoever signed in again, in another tab, goes on here: with the token that a new copy of this page holds.
async function renew() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("[data-bench] [name=csrfmiddlewaretoken]")?.value;
  const held = bench.querySelector("[name=csrfmiddlewaretoken]");
  const isNew = Boolean(token) && token !== held.value && !renew.tried;
  renew.tried = isNew;
  if (isNew) held.value = token;
  return isNew;
}

// Puts the answer onto the page; the field keeps what was typed meanwhile, and the cursor.
function draw(region, earlier) {
  renew.tried = false;
  const typed = bench.querySelector("[data-scan]")?.value || "";
  const isFree = document.activeElement === document.body || bench.contains(document.activeElement);
  const said = region.querySelector(".scan-answer p")?.textContent;
  bench.replaceChildren(...region.childNodes);
  const field = bench.querySelector("[data-scan]");
  if (field) {
    field.value = typed;
    if (isFree) field.focus();
    sound(field.dataset.scan);
  }
  if (earlier.length) remark(earlier);
  if (said) earlier.push(said);
  show();
}

// What was answered to the lines before the last, when several left at once.
function remark(sentences) {
  const list = Object.assign(document.createElement("ul"), { className: "scan-remarks" });
  list.append(...sentences.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
  bench.querySelector("form.scan").after(list);
}

function sound(kind) {
  document.dispatchEvent(new CustomEvent("scan-answer", { detail: kind }));
}

function show(sentence = "") {
  const place = bench.querySelector("[data-bench-waiting]");
  const count = queue.lines.length;
  place.hidden = !count;
  place.textContent = count ? `${count} ${bench.dataset.saidWaiting}. ${sentence}` : "";
}

if (bench) {
  queue.read();
  about = queue.lines.findLast((line) => !line.about)?.code || "";
  // Before the page's other scripts hear of it: they would let the form rest.
  document.addEventListener("submit", (event) => {
    if (!bench.contains(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(event.target, event.submitter);
  }, true);
  document.addEventListener("keydown", (event) => {
    const nowhere = document.activeElement === document.body;
    const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (nowhere && plain) bench.querySelector("[data-scan]")?.focus();
  });
  window.addEventListener("online", send);
  send();
}

// The camera of a telephone reads codes where the browser knows how to: one code is read once until another comes.
const button = document.querySelector("[data-camera]");
const view = document.querySelector("[data-camera-view]");
if (bench && button && "BarcodeDetector" in window && navigator.mediaDevices) {
  let stream;
  let last = "";
  button.hidden = false;
  button.addEventListener("click", () => (stream ? stop() : start().catch(stop)));

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    view.hidden = true;
    button.setAttribute("aria-pressed", "false");
  };
  const start = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    view.srcObject = stream;
    view.hidden = false;
    button.setAttribute("aria-pressed", "true");
    await view.play();
    const detector = new BarcodeDetector();
    while (stream) {
      const [found] = await detector.detect(view);
      if (found && found.rawValue !== last) {
        last = found.rawValue;
        const field = bench.querySelector("[data-scan]");
        field.value = found.rawValue;
        take(field.form);
      }
      await new Promise((resolve) => { setTimeout(resolve, 150); });
    }
  };
}
