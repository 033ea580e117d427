// Contents of a lesson, or its end; a mark leads to its exercise.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-guide");
  const signs = { done: "●", again: "◐", todo: "○" };

  function goTo(id) {
    const panel = el.closest(".jp-NotebookPanel") || document;
    const place = panel.querySelector(`[data-exercise="${id}"]`);
    if (!place) return;
    place.scrollIntoView({ block: "start" });
    const first = place.querySelector("input, select, textarea, button");
    if (first) first.focus({ preventScroll: true });
  }
  const mark = ([id, number, state]) =>
    h(
      "button",
      {
        type: "button",
        class: `kit-small kit-goto kit-${state}`,
        onclick: () => goTo(id),
        "aria-label": `${number}, ${words.states[state]}`,
      },
      `${signs[state]} ${number}`,
    );
  const listed = (state, parts) => parts.flatMap((part) => part.marks).filter((m) => m[2] === state);
  const row = (title, marks) =>
    marks.length
      ? h("div", {}, h("p", {}, h("b", {}, title)), h("div", { class: "kit-marks" }, marks.map(mark)))
      : "";

  function contents(state) {
    const bar = h(
      "div",
      {
        class: "kit-bar",
        role: "progressbar",
        "aria-label": state.summary,
        "aria-valuenow": state.part,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      h("i", { style: `width:${state.part}%` }),
    );
    const list = h(
      "ol",
      { class: "kit-contents" },
      state.parts.map((part) =>
        h(
          "li",
          {},
          h(
            "span",
            {},
            part.title,
            part.minutes ? h("span", { class: "kit-kind" }, ` · ${part.minutes}`) : null,
          ),
          h("span", { class: "kit-marks" }, part.marks.map(mark)),
        ),
      ),
    );
    return [
      h("p", { class: "kit-small-words" }, state.summary),
      bar,
      h("details", { open: opened }, h("summary", {}, words.contents), list),
    ];
  }
  function end(state) {
    const go = words.next
      ? h(
          "a",
          {
            class: "kit-button kit-main",
            href: `${baseUrl()}lab/tree/${words.path}`,
            "data-kit-open": words.path,
          },
          words.next,
        )
      : "";
    return [
      h(
        "section",
        {},
        h("h3", { class: "kit-heading" }, words.title),
        h("p", {}, state.summary),
        state.warn ? h("p", { class: "kit-trouble" }, state.warn) : "",
        words.test ? h("p", {}, words.test) : row(words.again, listed("again", state.parts)),
        row(words.left, listed("todo", state.parts)),
        h("div", { class: "kit-buttons" }, go),
      ),
      words.heard.map((each) =>
        h("div", {}, h("p", {}, h("b", { html: each.message })), each.local.map(localLine)),
      ),
      h("div", { html: words.sources }),
    ];
  }

  let opened = false;
  function paint() {
    const details = el.querySelector("details");
    opened = !!details && details.open;
    const focused =
      document.activeElement && el.contains(document.activeElement)
        ? document.activeElement.getAttribute("aria-label")
        : "";
    const state = model.get("state");
    el.replaceChildren(...(words.end ? end(state) : contents(state)));
    for (const node of el.querySelectorAll("summary"))
      node.setAttribute("data-lm-suppress-shortcuts", "true");
    if (focused) {
      const again = [...el.querySelectorAll("button")].find((b) => b.getAttribute("aria-label") === focused);
      if (again) again.focus();
    }
  }
  model.on("change:state", paint);
  paint();
}

export default { render };
