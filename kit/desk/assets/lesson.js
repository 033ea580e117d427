// A lesson on a telephone: one step at a time or the whole, contents with marks, a summary at the end.
const data = source.open(),
  words = data.words;
/** @type {HTMLElement[]} */
const steps = [...document.querySelectorAll(".step")].filter((step) => step instanceof HTMLElement);
const models = {},
  places = {},
  dirty = new Set();
let at = 0,
  room = data.room;

const box = mailbox(data.seat, data.net, hear, lineShown);
stayWhileAway(data.net.stay);

function hear(deed, body, trouble) {
  const model = models[deed.exercise];
  if (!model) return;
  if (body) {
    for (const key of ["face", "restored", "state"]) if (body[key]) model.set(key, body[key]);
    if (deed.deed === "check") judged(deed.exercise);
  } else if (deed.deed === "check") {
    model.set("state", { ...model.get("state"), saved: trouble, unsaved: true });
  }
  marks();
}

// The word about an answer stands below it, and below the edge of a small screen: it comes into view.
function judged(id) {
  const verdict = places[id].querySelector(".kit-verdict");
  if (!verdict || verdict.classList.contains("kit-old")) return; // she has written on meanwhile
  if (models[id].get("state").status !== "unanswered") drop(id);
  verdict.scrollIntoView({ block: "nearest" });
}

// ── what is written and not sent yet stays in this telephone ──
const draftKey = (id) => `kit-draft/${data.seat || ""}/${id}`;
function draft(id) {
  dirty.add(id);
  try {
    localStorage.setItem(draftKey(id), JSON.stringify(places[id].kitDraft.read()));
  } catch {
    /* it stays on the page */
  }
  marks();
}
function drop(id) {
  dirty.delete(id);
  try {
    localStorage.removeItem(draftKey(id));
  } catch {
    /* nothing was kept */
  }
}
function drafted(id) {
  let kept = null;
  try {
    kept = localStorage.getItem(draftKey(id));
  } catch {
    return;
  }
  if (kept === null) return;
  const now = JSON.stringify(places[id].kitDraft.read());
  try {
    if (kept !== now) {
      places[id].kitDraft.write(JSON.parse(kept));
      dirty.add(id);
    }
  } catch {
    drop(id);
  }
}
const send = (id) => places[id].kitDraft.send();

for (const place of document.querySelectorAll("[data-x]")) {
  const id = place.getAttribute("data-x");
  places[id] = place;
  models[id] = hostModel(data.exercises[id], (content) => {
    if (content.deed === "retry") drop(id);
    box.put(id, content);
  });
  render({ model: models[id], el: place });
  drafted(id);
  const write = () => setTimeout(() => draft(id), 0);
  for (const name of ["input", "change"]) place.addEventListener(name, write);
  place.addEventListener("click", (event) => {
    if (elementOf(event).closest(".kit-moves button")) write();
  });
}

function stateOf(id) {
  if (dirty.has(id)) return "unsaved";
  const state = models[id].get("state");
  if (!state.tries) return "todo";
  return ["wrong", "partly"].includes(state.status) ? "again" : "done";
}
for (const figure of document.querySelectorAll(".read figure")) figure.setAttribute("tabindex", "0"); // wide ones are scrolled
const exerciseOf = (step) => {
  const place = step.querySelector("[data-x]");
  return place ? place.getAttribute("data-x") : "";
};
const opening = (step) => {
  const prompt = step.querySelector(".kit-prompt");
  const text = prompt ? prompt.textContent.trim() : "";
  return text.length > 46 ? `${text.slice(0, 45)}…` : text;
};

function marks() {
  const signs = { done: "●", again: "◐", todo: "○", unsaved: "✎" };
  byId("contents").replaceChildren(
    ...steps.slice(0, -1).flatMap((step, n) => {
      const id = exerciseOf(step),
        state = id ? stateOf(id) : "";
      const head = step.dataset.heading ? [h("li", { class: "group" }, step.dataset.heading)] : [];
      return [
        ...head,
        h(
          "li",
          { class: `lesson ${state}`, "aria-current": n === at ? "step" : null },
          h("span", { class: "sign", "aria-hidden": "true" }, signs[state] || "▤"),
          h(
            "a",
            { href: `#b${n + 1}` },
            step.dataset.title || `${n + 1}`,
            id ? h("span", { class: "small" }, ` · ${words[state]} · ${opening(step)}`) : null,
          ),
        ),
      ];
    }),
  );
  const ids = steps.map(exerciseOf).filter(Boolean);
  const tried = ids.filter((id) => models[id].get("state").tries).length;
  const part = ids.length ? Math.round((100 * tried) / ids.length) : 0;
  const bar = find(".bar");
  bar.setAttribute("aria-valuenow", `${part}`);
  bar.firstElementChild.style.width = `${part}%`;
  summary(ids, tried);
}

function summary(ids, tried) {
  const links = (...states) =>
    ids
      .filter((id) => states.includes(stateOf(id)))
      .map((id) => {
        const n = steps.findIndex((step) => exerciseOf(step) === id);
        return h("li", {}, h("a", { href: `#b${n + 1}` }, steps[n].dataset.title));
      });
  const again = links("again"),
    left = links("todo", "unsaved");
  byId("summary").replaceChildren(
    h("p", {}, words.summary.replace("{tried}", tried).replace("{total}", ids.length)),
    again.length
      ? h("div", {}, h("p", {}, h("b", {}, words.look_again)), h("ul", {}, again))
      : h("p", { hidden: !tried || !!left.length || data.test }, words.all_right),
    left.length ? h("div", {}, h("p", {}, h("b", {}, words.left)), h("ul", {}, left)) : "",
  );
  const whole = byId("all-done");
  if (whole) whole.hidden = tried < ids.length;
}

function show(n, focus = true) {
  const from = at;
  at = Math.min(Math.max(0, n), steps.length - 1);
  const left = exerciseOf(steps[from]);
  if (data.test && from !== at && left && dirty.has(left)) send(left); // in a test what was chosen counts, button or not
  for (const [k, step] of steps.entries()) step.classList.toggle("now", k === at);
  document.body.classList.toggle("first", at === 0);
  byId("back").disabled = at === 0;
  byId("next").hidden = at === steps.length - 1;
  byId("next").textContent = at === steps.length - 2 ? words.end : words.next;
  byId("place").textContent = words.step.replace("{n}", at + 1).replace("{total}", steps.length);
  find(".contents-box").open = false;
  marks();
  if (!focus) return;
  history.replaceState(null, "", `#b${at + 1}`);
  if (document.body.classList.contains("single")) scrollTo(0, 0);
  else steps[at].scrollIntoView();
  steps[at].focus({ preventScroll: true });
}

function single(on) {
  document.body.classList.toggle("single", on);
  byId("whole").textContent = on ? words.whole : words.single;
  find(".contents-box").open = false;
}

byId("back").textContent = words.back;
byId("back").onclick = () => show(at - 1);
byId("next").onclick = () => show(at + 1);
byId("whole").onclick = () => {
  single(!document.body.classList.contains("single"));
  show(at);
};
addEventListener("hashchange", () => {
  const found = /^#b(\d+)$/.exec(location.hash);
  if (found) show(Number(found[1]) - 1);
});
byId("contents").addEventListener("click", (event) => {
  // also the one that is open already
  const link = elementOf(event).closest("a");
  if (link && link.hash === location.hash) {
    event.preventDefault();
    show(at);
  }
});

// ── what the trainer opens ──
function goTo(id) {
  const n = steps.findIndex((step) => exerciseOf(step) === id);
  if (n >= 0) {
    show(n);
    return true;
  }
  return false;
}
function follow(now, first) {
  const asked = byId("asked"),
    moved = now.asked && (first || now.asked !== room.asked);
  const closed = room.asked && now.asked !== room.asked ? room.asked : "";
  room = now;
  asked.hidden = !now.asked || exerciseOf(steps[at]) === now.asked;
  asked.firstElementChild.textContent = now.words;
  const link = asked.querySelector("a");
  link.textContent = data.net.go;
  link.href = here(`bai/${now.lesson}#x=${encodeURIComponent(now.asked)}`);
  if (moved && dirty.size === 0) {
    if (goTo(now.asked)) asked.hidden = true;
    else if (!first) location.href = link.href;
  }
  for (const id of now.explained) {
    const state = models[id]?.get("state");
    if (state?.tries && !state.explanation) box.put(id, { deed: "explain", answer: null, sure: "" });
  }
  if (closed && models[closed]?.get("state").tries) box.put(closed, { deed: "look", answer: null, sure: "" });
  if (!now.open.includes(data.lesson)) leave();
}
// The trainer has closed this lesson: what was chosen and not sent goes in still, then the page says so.
function leave() {
  if (data.test) [...dirty].forEach(send);
  setTimeout(() => location.reload(), data.test && dirty.size ? 1500 : 0);
}
byId("asked")
  .querySelector("a")
  .addEventListener("click", (event) => {
    if (goTo(room.asked)) {
      event.preventDefault();
      byId("asked").hidden = true;
    }
  });
if (data.live)
  listen("tin", (now, there) => {
    if (there) {
      follow(now, false);
      box.flush();
    }
  });

const wanted = /^#(?:b(\d+)|x=(.+))$/.exec(location.hash);
single(true);
if (wanted?.[2]) {
  show(0, false);
  goTo(decodeURIComponent(wanted[2]));
} else show(wanted ? Number(wanted[1]) - 1 : 0, !!wanted);
if (data.live) follow(room, !wanted);
box.flush();
document.documentElement.dataset.ready = "1";
