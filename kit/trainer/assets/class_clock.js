// The trainer's clock: one big button moves the day on. Sums and advice come from Python.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-book", "kit-clock");
  const send = (deed, more) => model.send({ deed, ...more });

  function paint() {
    const state = model.get("state");
    if (!state.rows.length) {
      el.replaceChildren(h("section", {}, h("p", { role: "status" }, state.said)));
      return;
    }
    const pick = h(
      "select",
      { id: fresh("day"), onchange: () => send("day", { day: pick.value }) },
      state.days.map((title, n) => h("option", { value: String(n), selected: n === state.day }, title)),
    );
    const button = state.next
      ? h(
          "button",
          {
            type: "button",
            class: "kit-button kit-main kit-big",
            onclick: () => send("start", { slot: state.next }),
          },
          state.current ? words.next : words.start,
        )
      : state.current
        ? h(
            "button",
            {
              type: "button",
              class: "kit-button kit-main kit-big",
              onclick: () => send("done", { slot: state.current }),
            },
            words.done,
          )
        : null;
    const undo = state.pressed
      ? h("button", { type: "button", class: "kit-button", onclick: () => send("undo") }, words.undo)
      : null;
    const told = h(
      "div",
      { role: "status", class: "kit-told" },
      state.lines.map((line) =>
        h("p", { class: line.warn ? "kit-warn" : "" }, (line.warn ? "⚠ " : "") + line.words),
      ),
    );
    const rows = state.rows.map((row) =>
      h(
        "tr",
        { class: row.state ? `kit-is-${row.state}` : row.drop ? "kit-is-advice" : "" },
        h(
          "th",
          { scope: "row" },
          row.title,
          row.state === "now"
            ? h("em", {}, ` (${words.now})`)
            : row.state === "dropped"
              ? h("em", {}, ` (${words.dropped})`)
              : row.drop
                ? h("em", {}, ` (${words.advice})`)
                : null,
        ),
        [row.minutes, row.past, row.priority, row.real].map((text, n) =>
          h("td", { "data-title": words.head[n + 1] }, String(text)),
        ),
        h(
          "td",
          {},
          row.state
            ? null
            : h(
                "span",
                { class: "kit-moves" },
                h(
                  "button",
                  {
                    type: "button",
                    class: "kit-button kit-small",
                    "aria-label": `${words.take}: ${row.title}`,
                    onclick: () => send("start", { slot: row.id }),
                  },
                  words.take,
                ),
                row.free
                  ? h(
                      "button",
                      {
                        type: "button",
                        class: "kit-button kit-small",
                        "aria-label": `${words.drop}: ${row.title}`,
                        onclick: () => send("drop", { slot: row.id }),
                      },
                      words.drop,
                    )
                  : null,
              ),
        ),
      ),
    );
    el.replaceChildren(
      h(
        "section",
        {},
        h("div", { class: "kit-line" }, h("label", { for: pick.id }, words.day), pick),
        told,
        h("div", { class: "kit-buttons" }, button, undo),
        state.said ? h("p", { class: "kit-trouble", role: "status" }, state.said) : null,
        h(
          "div",
          { class: "kit-wide", tabindex: "0", role: "region", "aria-label": words.head[0] },
          h(
            "table",
            {},
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                words.head.map((text) => h("th", { scope: "col" }, text)),
              ),
            ),
            h("tbody", {}, rows),
          ),
        ),
      ),
    );
  }
  model.on("change:state", paint);
  paint();
  const timer = setInterval(() => {
    if (!el.contains(document.activeElement)) send("tick");
  }, 30000);
  return () => clearInterval(timer);
}

export default { render };
