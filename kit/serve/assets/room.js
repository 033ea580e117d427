// The trainer's page of the room. It shows what the laptop says; every button asks the laptop.
const data = pageData(),
  words = data.words;
let view = data.view;
const opened = new Set();
let keyShown = "",
  textsOpen = false;

async function act(deed, name) {
  const answer = await post("giang-vien/lam", { deed, name });
  const body = await answer.json().catch(() => ({}));
  if (body.plans) paint(body);
  else said(body.error || "");
}
function said(text) {
  byId("net").textContent = text;
  byId("net").hidden = !text;
  byId("net").className = "trouble";
}
const button = (text, deed, name, extra = "", more = {}) =>
  h("button", { type: "button", class: `button ${extra}`, onclick: () => act(deed, name), ...more }, text);

// What ends something for the room is pressed twice.
function closing(text, deed, name, extra, more) {
  let armed = false;
  const node = button(text, deed, name, extra, {
    ...more,
    onclick: () => {
      if (armed) {
        act(deed, name);
        return;
      }
      armed = true;
      node.textContent = words.sure;
      setTimeout(() => {
        armed = false;
        node.textContent = text;
      }, 4000);
    },
  });
  return node;
}

function planNode(plan) {
  const may = plan.open || !plan.test; // no question of a test that is closed
  const list = h(
    "ol",
    { class: "questions" },
    plan.exercises.map((x) =>
      h(
        "li",
        { class: x.asked ? "asked" : "" },
        h("b", {}, x.number),
        h("span", { class: "words" }, x.words),
        h("span", { class: "small" }, words.answered.replace("{n}", x.answered)),
        may
          ? button(words.ask, "ask", x.id, "small-button", { "aria-label": `${words.ask}: ${x.number}` })
          : null,
      ),
    ),
  );
  const node = h(
    "details",
    { open: opened.has(plan.id) },
    h(
      "summary",
      {},
      plan.title,
      h("span", { class: plan.open ? "chip on" : "chip" }, plan.open ? words.is_open : words.is_closed),
    ),
    list,
  );
  node.addEventListener("toggle", () => {
    if (node.open) opened.add(plan.id);
    else opened.delete(plan.id);
  });
  const more = { "aria-label": `${plan.open ? words.close : words.open}: ${plan.title}` };
  const press = plan.open
    ? closing(words.close, "close", plan.id, "", more)
    : button(words.open, "open", plan.id, plan.test ? "main" : "", more);
  return h("div", { class: "plan" }, press, node);
}

function lists(plans) {
  const tests = plans.filter((plan) => plan.test),
    open = tests.every((plan) => plan.open);
  const both =
    tests.length > 1
      ? h(
          "div",
          { class: "buttons" },
          h(
            "button",
            {
              type: "button",
              class: "button",
              onclick: async () => {
                for (const plan of tests) await act(open ? "close" : "open", plan.id);
              },
            },
            open ? words.neither : words.both,
          ),
        )
      : null;
  return [
    ...(tests.length ? [h("h3", {}, words.tests), ...tests.map(planNode), both] : []),
    h("h3", {}, words.lessons),
    ...plans.filter((plan) => !plan.test).map(planNode),
  ].filter(Boolean);
}

function bars(asked) {
  const told = asked.explained || keyShown === asked.id;
  return h(
    "ul",
    { class: "bars" },
    asked.bars.map((bar) =>
      h(
        "li",
        { class: bar.right && told ? "key" : "" },
        h(
          "span",
          { class: "words" },
          h("b", {}, `${bar.sign} `),
          h("span", { html: bar.html }),
          bar.right && told ? h("b", { class: "chip on" }, words.key) : null,
        ),
        h("span", { class: "track" }, h("i", { style: `width:${bar.part}%` })),
        h("span", { class: "heads" }, bar.heads === null ? "" : String(bar.heads)),
      ),
    ),
  );
}

function question(asked) {
  if (!asked) return [h("p", {}, words.none)];
  const order = view.plans.flatMap((plan) => (plan.test ? [] : plan.exercises.map((x) => x.id)));
  const n = order.indexOf(asked.id);
  const step = (by, text) =>
    button(text, "ask", order[n + by] || "", "", { disabled: n < 0 || !order[n + by] });
  return [
    h("p", { class: "count" }, h("b", {}, asked.number), ` · ${asked.answered}`),
    h("div", { class: "prompt", html: asked.prompt }),
    asked.test ? h("p", {}, asked.test) : bars(asked),
    !asked.explained &&
    keyShown !== asked.id &&
    !asked.test &&
    (asked.mistake || asked.bars.some((bar) => bar.right))
      ? h(
          "div",
          { class: "buttons" },
          h(
            "button",
            {
              type: "button",
              class: "button",
              onclick: () => {
                keyShown = asked.id;
                paint(view);
              },
            },
            words.show_key,
          ),
        )
      : null,
    asked.mistake && (asked.explained || keyShown === asked.id)
      ? h(
          "div",
          { class: "move" },
          h("p", {}, h("b", {}, `${words.mistake} `), asked.mistake.words),
          asked.mistake.move
            ? h("p", {}, h("b", {}, `${words.move} `), h("span", { html: asked.mistake.move }))
            : null,
        )
      : null,
    asked.texts.length
      ? h(
          "details",
          {
            class: "fold",
            open: textsOpen,
            ontoggle: (event) => {
              textsOpen = event.target.open;
            },
          },
          h("summary", {}, `${words.texts} (${asked.texts.length})`),
          asked.texts.map((text) =>
            h(
              "label",
              { class: "pick" },
              h("input", {
                type: "checkbox",
                checked: text.chosen,
                onchange: (event) => act(event.target.checked ? "text" : "untext", text.id),
              }),
              h("span", {}, text.words),
            ),
          ),
        )
      : null,
    h(
      "div",
      { class: "buttons" },
      step(-1, words.back),
      step(1, words.next),
      asked.can_explain
        ? button(
            asked.explained ? words.explained : words.explain,
            asked.explained ? "unexplain" : "explain",
            asked.id,
            asked.explained ? "" : "main",
          )
        : null,
      button(words.unask, "unask", ""),
    ),
    asked.explained ? h("div", { class: "explained", html: asked.explained }) : null,
  ];
}

function paint(now) {
  view = now;
  const focused = document.activeElement?.getAttribute("aria-label");
  byId("here").textContent = now.here;
  byId("list").replaceChildren(...lists(now.plans));
  byId("question").replaceChildren(...question(now.asked).filter(Boolean));
  if (now.told.length) said(now.told.join(" "));
  if (focused) {
    const again = find(`[aria-label="${CSS.escape(focused)}"]`);
    if (again) again.focus();
  }
}
const first = data.view.plans.find((plan) => plan.exercises.some((x) => x.asked));
if (first) opened.add(first.id);
paint(data.view);
listen("giang-vien/tin", (now, there) => {
  if (there) {
    said("");
    paint(now);
  } else said(words.lost);
});
document.documentElement.dataset.ready = "1";
