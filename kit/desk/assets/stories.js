// Controls that unfold: a case that branches, cards that are turned over.

// Each choice adds its consequence and the next scene below; going back takes the last one away but
// leaves its trace in the answer. Every step is sent to Python, which answers with the reason.
controls.scenario = (control, changed, send) => {
  const list = h("div", { class: "kit-story", "aria-live": "polite" });
  const words = control.words;
  let path = [],
    marks = {};
  const way = () => {
    const taken = [];
    for (const step of path) {
      if (step === control.undo) taken.pop();
      else taken.push(step);
    }
    return taken;
  };

  function go(step) {
    path = [...path, step];
    changed();
    paint();
    send();
    const open = list.querySelectorAll(".kit-scene");
    (open[open.length - 1].querySelector("button") || list.querySelector(".kit-undo")).focus();
  }
  function taken(scene, id) {
    const choice = scene.choices.find((c) => c.id === id);
    const mark = h("div", { class: "kit-mark" });
    showMark(mark, marks[id]);
    return [
      choice,
      h(
        "div",
        { class: "kit-taken" },
        h("p", {}, h("b", {}, `${words.chosen} `), h("span", { html: choice.html })),
        h(
          "p",
          { class: "kit-consequence" },
          h("b", {}, `${words.then} `),
          h("span", { html: choice.consequence }),
        ),
        mark,
      ),
    ];
  }
  function paint() {
    const nodes = [],
      chosen = way();
    let name = control.start;
    for (let n = 0; ; n++) {
      const scene = control.scenes[name],
        id = chosen[n];
      const title = scene.choices.length ? words.step.replace("{n}", n + 1) : words.end;
      const node = h(
        "div",
        { class: "kit-scene" },
        h("p", { class: "kit-scene-title" }, h("b", {}, title)),
        h("div", { html: scene.html }),
      );
      nodes.push(node);
      if (!id) {
        node.append(
          ...scene.choices.map((c) =>
            h(
              "button",
              { type: "button", class: "kit-button kit-choice", onclick: () => go(c.id) },
              h("span", {}, h("b", {}, `${c.letter}. `), h("span", { html: c.html })),
            ),
          ),
        );
        break;
      }
      const [choice, shown] = taken(scene, id);
      node.append(shown);
      name = choice.to;
    }
    if (chosen.length)
      nodes.push(
        h(
          "button",
          { type: "button", class: "kit-small kit-undo", onclick: () => go(control.undo) },
          words.back,
        ),
      );
    list.replaceChildren(...nodes);
  }
  paint();
  return {
    node: list,
    read: () => (path.length ? [...path] : null),
    write(answer) {
      path = Array.isArray(answer) ? [...answer] : [];
      if (!path.length) marks = {};
      paint();
    },
    mark(found) {
      if (!Object.keys(found).length && path.length) return; // a reason once told stays told
      marks = found;
      const shown = list.querySelectorAll(".kit-taken .kit-mark");
      for (const [n, name] of way().entries()) if (shown[n]) showMark(shown[n], marks[name]);
    },
  };
};

controls.cards = (control, changed) => {
  const words = control.words,
    rows = {};
  const node = h(
    "div",
    { class: "kit-flash" },
    control.cards.map((card) => {
      const name = fresh("card");
      const pick = (value, label) => {
        const input = h("input", { type: "radio", name, onchange: changed });
        return { input, value, node: h("label", { class: "kit-pick" }, input, h("span", {}, label)) };
      };
      const picks = [pick(true, words.known), pick(false, words.again)];
      const local = h("input", { type: "text", autocomplete: "off", oninput: changed });
      const back = h(
        "div",
        { hidden: true },
        h("p", { html: card.meaning }),
        h(
          "div",
          { class: "kit-two", role: "radiogroup", "aria-label": h("span", { html: card.term }).textContent },
          picks.map((p) => p.node),
        ),
        h("label", { class: "kit-local" }, h("span", {}, words.local), local),
      );
      const turn = h(
        "button",
        { type: "button", class: "kit-small", "aria-expanded": "false", onclick: () => show(true) },
        words.turn,
      );
      const show = (open) => {
        back.hidden = !open;
        turn.hidden = open;
        turn.setAttribute("aria-expanded", String(open));
        if (open) picks[0].input.focus();
      };
      rows[card.id] = { picks, local, show };
      return h(
        "div",
        { class: "kit-card" },
        h("p", { class: "kit-term", html: card.term }),
        card.said ? h("p", { class: "kit-second", translate: "no" }, card.said) : null,
        turn,
        back,
      );
    }),
  );
  return {
    node,
    read() {
      const known = {},
        local = {};
      for (const [id, row] of Object.entries(rows)) {
        for (const p of row.picks) if (p.input.checked) known[id] = p.value;
        if (row.local.value.trim()) local[id] = row.local.value;
      }
      return { known, local };
    },
    write(answer) {
      for (const [id, row] of Object.entries(rows)) {
        const known = answer?.known ? answer.known[id] : undefined;
        row.picks.forEach((p) => {
          p.input.checked = known === p.value;
        });
        row.local.value = answer?.local?.[id] || "";
        if (known !== undefined) row.show(true);
        else {
          row.show(false);
        }
      }
    },
    mark() {},
  };
};
