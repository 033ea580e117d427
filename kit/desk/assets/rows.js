// Controls made of rows: a claim with choices, an item with a list of places, steps to put in order.

// A choice's value is what the answer holds: true or false, a level, an id.
controls.verdicts = (control, changed) => {
  const rows = {};
  const node = h(
    "div",
    { class: `kit-verdicts${control.stacked ? " kit-stacked" : ""}` },
    control.rows.map((row) => {
      const name = fresh("row"),
        text = fresh("claim");
      const inputs = row.choices.map(([value]) =>
        h("input", { type: "radio", name, value: String(value), onchange: changed }),
      );
      const choices = row.choices.map(([, html], n) =>
        h("label", { class: "kit-pick" }, inputs[n], h("span", { html })),
      );
      const mark = h("div", { class: "kit-mark" });
      rows[row.id] = { inputs, mark, values: row.choices.map(([value]) => value) };
      return h(
        "div",
        { class: "kit-row", role: "radiogroup", "aria-labelledby": text },
        h(
          "div",
          { id: text, class: "kit-claim" },
          row.letter ? h("b", {}, `${row.letter}. `) : null,
          h("span", { html: row.html }),
        ),
        h("div", { class: "kit-two" }, choices),
        mark,
      );
    }),
  );
  return {
    node,
    read: () =>
      Object.fromEntries(
        Object.entries(rows).flatMap(([id, row]) =>
          row.values.filter((_, n) => row.inputs[n].checked).map((value) => [id, value]),
        ),
      ),
    write(answer) {
      for (const [id, row] of Object.entries(rows))
        row.values.forEach((value, n) => {
          row.inputs[n].checked = !!answer && answer[id] === value;
        });
    },
    mark: (marks) => {
      for (const [id, { mark }] of Object.entries(rows)) showMark(mark, marks[id]);
    },
  };
};

controls.selects = (control, changed) => {
  const rows = {};
  const list = control.rows.map((row, n) => {
    const id = fresh("place");
    const select = h(
      "select",
      { id, "aria-label": row.label, onchange: changed },
      h("option", { value: "" }, control.empty),
      (row.places || control.places).map(([value, text]) => h("option", { value }, text)),
    );
    const mark = h("div", { class: "kit-mark" });
    const number = control.numbered ? h("b", {}, `${n + 1}. `) : null;
    const words = h("label", { for: id, class: "kit-claim" }, number, h("span", { html: row.html }));
    const node = h("div", { class: "kit-row" }, words, select, mark);
    rows[row.id] = { select, mark, node, words };
    return node;
  });
  // Places that all rows share, and that fit on a screen beside them, can be dragged onto.
  const shared = control.places && control.places.length <= 6 && !control.rows.some((row) => row.places);
  const node = h(
    "div",
    { class: "kit-selects" },
    shared ? h("p", { class: "kit-small-words" }, control.drag) : null,
    shared ? dropPlaces(control.places, Object.values(rows), changed) : null,
    list,
  );
  return {
    node,
    read: () =>
      Object.fromEntries(
        Object.entries(rows)
          .filter(([, row]) => row.select.value)
          .map(([id, row]) => [id, row.select.value]),
      ),
    write(answer) {
      for (const [id, row] of Object.entries(rows)) row.select.value = answer?.[id] || "";
    },
    mark: (marks) => {
      for (const [id, row] of Object.entries(rows)) showMark(row.mark, marks[id]);
    },
  };
};

controls.order = (control, changed) => {
  const start = control.items.map((item) => item.id);
  const said = h("div", { class: "kit-unseen", role: "status" });
  const list = h("ol", { class: "kit-order" });
  const rows = {};
  for (const item of control.items) {
    const words = h("span", { html: item.html });
    const up = h(
      "button",
      { type: "button", class: "kit-small", onclick: () => move(item.id, -1, up) },
      control.up,
    );
    const down = h(
      "button",
      { type: "button", class: "kit-small", onclick: () => move(item.id, 1, down) },
      control.down,
    );
    up.setAttribute("aria-label", `${control.up}: ${words.textContent}`);
    down.setAttribute("aria-label", `${control.down}: ${words.textContent}`);
    const mark = h("div", { class: "kit-mark" });
    rows[item.id] = {
      node: h(
        "li",
        {},
        h("div", { class: "kit-step" }, words, h("span", { class: "kit-moves" }, up, down)),
        mark,
      ),
      mark,
      up,
      down,
      words,
    };
  }
  let order = [...start],
    moved = false;
  for (const id of start) {
    const step = rows[id].node.querySelector(".kit-step");
    step.prepend(
      draggable(
        grip(),
        (_, y) => drag(id, y),
        () => step.classList.remove("kit-dragged"),
      ),
    );
  }
  function drag(id, y) {
    rows[id].node.querySelector(".kit-step").classList.add("kit-dragged");
    const others = order.filter((other) => other !== id);
    const at = others.filter((other) => {
      const box = rows[other].node.getBoundingClientRect();
      return y > box.top + box.height / 2;
    }).length;
    if (order.indexOf(id) === at) return;
    others.splice(at, 0, id);
    order = others;
    moved = true;
    paint();
    changed();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function paint() {
    order.forEach((id, n) => {
      list.append(rows[id].node);
      rows[id].up.disabled = n === 0;
      rows[id].down.disabled = n === order.length - 1;
    });
  }
  function move(id, by, button) {
    const from = order.indexOf(id);
    order.splice(from, 1);
    order.splice(from + by, 0, id);
    moved = true;
    paint();
    (button.disabled ? (by < 0 ? rows[id].down : rows[id].up) : button).focus();
    said.textContent = control.said
      .replace("{text}", rows[id].words.textContent)
      .replace("{place}", order.indexOf(id) + 1)
      .replace("{total}", order.length);
    changed();
  }
  paint();
  return {
    node: h("div", {}, list, said),
    read: () => (moved ? [...order] : null),
    write(answer) {
      order = Array.isArray(answer) ? [...answer] : [...start];
      moved = Array.isArray(answer);
      paint();
    },
    mark: (marks) => {
      for (const [id, { mark }] of Object.entries(rows)) showMark(mark, marks[id]);
    },
  };
};
