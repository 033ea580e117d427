// The trainer's page of the room. It shows what the laptop says; every button asks the laptop.
const data = pageData(), words = data.words;
let view = data.view;
const opened = new Set();

async function act(deed, name) {
  const answer = await post("giang-vien/lam", { deed, name });
  const body = await answer.json().catch(() => ({}));
  if (body.plans) paint(body); else said(body.error || "");
}
function said(text) { byId("net").textContent = text; byId("net").hidden = !text; byId("net").className = "trouble"; }
const button = (text, deed, name, extra = "", more = {}) => h("button", { type: "button", class: `button ${extra}`, onclick: () => act(deed, name), ...more }, text);

function planNode(plan) {
  const list = h("ol", { class: "questions" }, plan.exercises.map((x) => h("li", { class: x.asked ? "asked" : "" },
    h("b", {}, x.number), h("span", { class: "words" }, x.words), h("span", { class: "small" }, words.answered.replace("{n}", x.answered)),
    button(words.ask, "ask", x.id, "small-button", { "aria-label": `${words.ask}: ${x.number}` }))));
  const node = h("details", { open: opened.has(plan.id) }, h("summary", {}, plan.title,
    h("span", { class: plan.open ? "chip on" : "chip" }, plan.open ? words.is_open : words.is_closed)), list);
  node.addEventListener("toggle", () => { if (node.open) opened.add(plan.id); else opened.delete(plan.id); });
  return h("div", { class: "plan" }, button(plan.open ? words.close : words.open, plan.open ? "close" : "open", plan.id, plan.test ? "main" : "", { "aria-label": `${plan.open ? words.close : words.open}: ${plan.title}` }), node);
}

function bars(asked) {
  return h("ul", { class: "bars" }, asked.bars.map((bar) => h("li", { class: bar.right ? "key" : "" },
    h("span", { class: "words" }, h("b", {}, `${bar.sign} `), h("span", { html: bar.html }), bar.right ? h("b", { class: "chip on" }, words.key) : null),
    h("span", { class: "track" }, h("i", { style: `width:${bar.part}%` })), h("span", { class: "heads" }, bar.heads === null ? "" : String(bar.heads)))));
}

function question(asked) {
  if (!asked) return [h("p", {}, words.none)];
  const order = view.plans.flatMap((plan) => (plan.test ? [] : plan.exercises.map((x) => x.id)));
  const n = order.indexOf(asked.id);
  const step = (by, text) => button(text, "ask", order[n + by] || "", "", { disabled: n < 0 || !order[n + by] });
  return [
    h("p", { class: "count" }, h("b", {}, asked.number), ` · ${asked.answered}`),
    h("div", { class: "prompt", html: asked.prompt }),
    asked.test ? h("p", {}, asked.test) : bars(asked),
    asked.mistake ? h("div", { class: "move" }, h("p", {}, h("b", {}, `${words.mistake} `), asked.mistake.words), asked.mistake.move ? h("p", {}, h("b", {}, `${words.move} `), h("span", { html: asked.mistake.move })) : null) : null,
    asked.texts.length ? h("fieldset", {}, h("legend", {}, words.texts), asked.texts.map((text) => h("label", { class: "pick" },
      h("input", { type: "checkbox", checked: text.chosen, onchange: (event) => act(event.target.checked ? "text" : "untext", text.id) }), h("span", {}, text.words)))) : null,
    h("div", { class: "buttons" }, step(-1, words.back), step(1, words.next),
      asked.can_explain ? button(asked.explained ? words.explained : words.explain, "explain", asked.id, "main", { disabled: !!asked.explained }) : null,
      button(words.unask, "unask", "")),
    asked.explained ? h("div", { class: "explained", html: asked.explained }) : null,
  ];
}

function paint(now) {
  view = now;
  const focused = document.activeElement && document.activeElement.getAttribute("aria-label");
  byId("here").textContent = now.here;
  byId("list").replaceChildren(...now.plans.map(planNode));
  byId("question").replaceChildren(...question(now.asked).filter(Boolean));
  if (now.told.length) said(now.told.join(" "));
  if (focused) { const again = document.querySelector(`[aria-label="${CSS.escape(focused)}"]`); if (again) again.focus(); }
}
const first = data.view.plans.find((plan) => plan.exercises.some((x) => x.asked)) || data.view.plans.find((plan) => !plan.test);
if (first) opened.add(first.id);
paint(data.view);
listen("giang-vien/tin", (now, there) => { if (there) { said(""); paint(now); } else said(words.lost); });
document.documentElement.dataset.ready = "1";
