// Keeps what somebody types: on the server when it answers, on this device until it does. Without this script, the
// form's own button saves.
const WAIT = 1500; // milliseconds after the last key
const AGAIN = 15000; // milliseconds between two tries without network

const form = document.querySelector("form[data-autosave]");
const said = document.querySelector("[data-autosave-said]");
const kept = document.querySelector("[data-autosave-kept]");
const PLUMBING = ["csrfmiddlewaretoken", "idempotency_key", "version"];
const name = `draft:${location.pathname}`;
const draft = name.replace(/[^/]*\/$/, "");
const version = document.querySelector("input[name=version]");

const device = {
  read() {
    try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
  },
  // `left` says that the form's own button took the answers away, above the version that they were typed on.
  keep(answers, left = false) {
    const copy = { answers, left, version: Number(form.elements.version.value) };
    try { localStorage.setItem(name, JSON.stringify(copy)); } catch { /* private browsing: only the server keeps */ }
  },
  forget() {
    try { localStorage.removeItem(name); } catch { /* nothing was kept */ }
  },
  // What the button took away and the server has: this page, of the same draft, shows a later version.
  forgetArrived(version) {
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(draft)) continue;
        const copy = JSON.parse(localStorage.getItem(key));
        if (copy.left && copy.version < version) localStorage.removeItem(key);
      }
    } catch { /* nothing was kept */ }
  },
};

const answers = () => [...new FormData(form)].filter(([field]) => !PLUMBING.includes(field));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

let timer;
let saving = false;
let stored = form ? answers() : [];
let stopped = false;
let renewed = false;

// Whoever signed in again, in another tab, goes on here: with the token that a new copy of this page holds.
async function renew() {
  if (renewed) return false;
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  renewed = Boolean(token);
  return renewed;
}

async function save() {
  if (saving || stopped) return;
  const sent = answers();
  if (same(sent, stored)) return;
  saving = true;
  said.textContent = form.dataset.saidSaving;
  const body = new FormData(form);
  body.set("idempotency_key", newKey());
  body.set("autosave", "1");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status >= 500) throw new Error(answer.status);
    // Only this form's own answer says what was kept; the page that asks to sign in may answer in JSON too.
    const state = await answer.json().catch(() => ({}));
    if (!state.said) {
      if (await renew()) return plan(0);
      return keep(sent, form.dataset.saidOut);
    }
    renewed = false;
    said.textContent = state.said;
    if (!answer.ok) {
      stopped = true;
      return device.keep(sent);
    }
    form.elements.version.value = state.version;
    stored = sent;
    device.forget();
  } catch {
    keep(sent, form.dataset.saidKept);
    plan(AGAIN);
  } finally {
    saving = false;
    if (!same(answers(), sent)) plan(WAIT);
  }
}

function keep(typed, sentence) {
  device.keep(typed);
  said.textContent = sentence;
}

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

// Puts kept answers back into the form, and lets the conditions look again.
function take(typed) {
  for (const control of form.elements) {
    if (!control.name || PLUMBING.includes(control.name)) continue;
    const values = typed.filter(([field]) => field === control.name).map(([, value]) => value);
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.type !== "submit") control.value = values[0] ?? "";
  }
  form.dispatchEvent(new Event("change"));
}

if (version) device.forgetArrived(Number(version.value));
if (form) {
  form.addEventListener("input", () => {
    device.keep(answers());
    plan(WAIT);
  });
  window.addEventListener("online", save);
  // The button saves too: what comes next comes from the server, or from the device if it did not get there.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = true;
    device.keep(answers(), true);
  });

  const waiting = device.read()?.answers;
  if (waiting && same(waiting, answers())) device.forget();
  else if (waiting && !document.querySelector("[role=alert]")) {
    kept.hidden = false;
    kept.querySelector("[data-autosave-take]").addEventListener("click", () => {
      take(waiting);
      kept.hidden = true;
      form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      save();
    });
    kept.querySelector("[data-autosave-drop]").addEventListener("click", () => {
      device.forget();
      kept.hidden = true;
    });
  }
}
