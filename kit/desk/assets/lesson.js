// A lesson on a telephone: one step at a time or the whole, contents with marks, a summary at the end.
const data = openData(), words = data.words;
const steps = [...document.querySelectorAll(".step")];
const models = {}, dirty = new Set();
let at = 0, room = data.room;

const box = mailbox(data.seat, data.net, hear, lineShown);

function hear(deed, body, trouble) {
  const model = models[deed.exercise];
  if (!model) return;
  if (body) {
    for (const key of ["face", "restored", "state"]) if (body[key]) model.set(key, body[key]);
  } else if (deed.deed === "check") {
    model.set("state", { ...model.get("state"), saved: trouble, unsaved: true });
  }
  marks();
}

for (const place of document.querySelectorAll("[data-x]")) {
  const id = place.dataset.x;
  models[id] = hostModel(data.exercises[id], (content) => {
    dirty.delete(id);
    box.put(id, content);
  });
  render({ model: models[id], el: place });
  place.addEventListener("input", () => dirty.add(id));
}

const stateOf = (id) => {
  const state = models[id].get("state");
  if (!state.tries) return "todo";
  return ["wrong", "partly"].includes(state.status) ? "again" : "done";
};
const exerciseOf = (step) => { const place = step.querySelector("[data-x]"); return place ? place.dataset.x : ""; };

function marks() {
  const signs = { done: "●", again: "◐", todo: "○" };
  byId("contents").replaceChildren(...steps.slice(0, -1).map((step, n) => {
    const id = exerciseOf(step), state = id ? stateOf(id) : "";
    return h("li", { class: `lesson ${state}`, "aria-current": n === at ? "step" : null },
      h("span", { class: "sign", "aria-hidden": "true" }, signs[state] || "▤"),
      h("a", { href: `#b${n + 1}` }, step.dataset.title || `${n + 1}`, state ? h("span", { class: "small" }, ` · ${words[state]}`) : null));
  }));
  const ids = steps.map(exerciseOf).filter(Boolean);
  const tried = ids.filter((id) => stateOf(id) !== "todo").length;
  const part = ids.length ? Math.round((100 * tried) / ids.length) : 0;
  const bar = document.querySelector(".bar");
  bar.setAttribute("aria-valuenow", part);
  bar.firstElementChild.style.width = `${part}%`;
  summary(ids, tried);
}

function summary(ids, tried) {
  const links = (state) => ids.filter((id) => stateOf(id) === state).map((id) => {
    const n = steps.findIndex((step) => exerciseOf(step) === id);
    return h("li", {}, h("a", { href: `#b${n + 1}` }, steps[n].dataset.title));
  });
  const again = links("again"), left = links("todo");
  byId("summary").replaceChildren(
    h("p", {}, words.summary.replace("{tried}", tried).replace("{total}", ids.length)),
    again.length ? h("div", {}, h("p", {}, h("b", {}, words.look_again)), h("ul", {}, again)) : h("p", { hidden: !tried || !!left.length }, words.all_right),
    left.length ? h("div", {}, h("p", {}, h("b", {}, words.left)), h("ul", {}, left)) : "");
}

function show(n, focus = true) {
  at = Math.min(Math.max(0, n), steps.length - 1);
  steps.forEach((step, k) => step.classList.toggle("now", k === at));
  document.body.classList.toggle("first", at === 0);
  byId("back").disabled = at === 0;
  byId("next").hidden = at === steps.length - 1;
  byId("next").textContent = at === steps.length - 2 ? words.end : words.next;
  byId("place").textContent = words.step.replace("{n}", at + 1).replace("{total}", steps.length);
  marks();
  if (!focus) return;
  history.replaceState(null, "", `#b${at + 1}`);
  if (document.body.classList.contains("single")) scrollTo(0, 0); else steps[at].scrollIntoView();
  steps[at].focus({ preventScroll: true });
}

function single(on) {
  document.body.classList.toggle("single", on);
  byId("whole").textContent = on ? words.whole : words.single;
  document.querySelector(".contents-box").open = false;
  steps.forEach((step) => { step.hidden = false; });
}

byId("back").textContent = words.back;
byId("back").onclick = () => show(at - 1);
byId("next").onclick = () => show(at + 1);
byId("whole").onclick = () => { single(!document.body.classList.contains("single")); show(at); };
addEventListener("hashchange", () => { const found = /^#b(\d+)$/.exec(location.hash); if (found) show(Number(found[1]) - 1); });

// ── what the trainer opens ──
function goTo(id) {
  const n = steps.findIndex((step) => exerciseOf(step) === id);
  if (n >= 0) { show(n); return true; }
  return false;
}
function follow(now, first) {
  const asked = byId("asked"), moved = now.asked && (first || now.asked !== room.asked);
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
    if (models[id] && models[id].get("state").can_explain) box.put(id, { deed: "explain", answer: null, sure: "" });
  }
  if (!now.open.includes(data.lesson)) location.reload();
}
byId("asked").querySelector("a").addEventListener("click", (event) => { if (goTo(room.asked)) { event.preventDefault(); byId("asked").hidden = true; } });
if (data.live) listen("tin", (now, there) => { if (there) { follow(now, false); box.flush(); } });

const wanted = /^#(?:b(\d+)|x=(.+))$/.exec(location.hash);
single(true);
if (wanted && wanted[2]) { show(0, false); goTo(decodeURIComponent(wanted[2])); } else show(wanted ? Number(wanted[1]) - 1 : 0, !!wanted);
if (data.live) follow(room, !wanted);
box.flush();
document.documentElement.dataset.ready = "1";
