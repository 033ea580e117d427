// What takes an answer, one drawer per sort: {node, read(), write(answer), mark(marks)}; `changed` is
// called on every change. No rule about right or wrong lives here.
const controls = {
  radios: (control, changed) => picks(control, changed, "radio"),
  checks: (control, changed) => picks(control, changed, "checkbox"),
};

function picks(control, changed, type) {
  const name = fresh("pick"),
    rows = {};
  const node = h(
    "fieldset",
    {},
    h("legend", {}, control.legend),
    control.options.map((option) => {
      const input = h("input", { type, name, value: option.id, onchange: changed });
      const mark = h("div", { class: "kit-mark" });
      rows[option.id] = { input, mark };
      return h(
        "div",
        { class: "kit-option" },
        h(
          "label",
          { class: "kit-pick" },
          input,
          h(
            "span",
            {},
            option.letter ? h("b", {}, `${option.letter}. `) : null,
            h("span", { html: option.html }),
          ),
        ),
        mark,
      );
    }),
  );
  const chosen = () => Object.keys(rows).filter((id) => rows[id].input.checked);
  return {
    node,
    read: () => (type === "radio" ? chosen()[0] || null : chosen()),
    write(answer) {
      const ids = type === "radio" ? [answer] : answer || [];
      for (const id of Object.keys(rows)) rows[id].input.checked = ids.includes(id);
    },
    mark: (marks) => {
      for (const id of Object.keys(rows)) showMark(rows[id].mark, marks[id]);
    },
  };
}

function showMark(node, mark) {
  node.replaceChildren();
  node.className = "kit-mark";
  if (!mark) return;
  node.classList.add(mark.right ? "kit-right" : "kit-wrong");
  node.append(h("b", {}, `${mark.label} `), h("span", { html: mark.html }));
}

controls.line = (control, changed) => {
  const id = fresh("line");
  const input = h("input", {
    id,
    type: "text",
    autocomplete: "off",
    inputmode: control.inputmode,
    oninput: changed,
  });
  const mark = h("div", { class: "kit-mark" });
  return {
    node: h(
      "div",
      { class: "kit-line" },
      h("label", { for: id }, control.label),
      input,
      h("span", { class: "kit-unit" }, control.unit),
      mark,
    ),
    read: () => input.value,
    write: (answer) => {
      input.value = answer || "";
    },
    mark: (marks) => showMark(mark, marks.value),
  };
};

controls.writing = (control, changed) => {
  const id = fresh("text");
  const area = h("textarea", { id, rows: control.rows, oninput: changed });
  const ticks = control.ticks.map((html) => {
    const input = h("input", { type: "checkbox", onchange: changed });
    return { input, node: h("label", { class: "kit-pick" }, input, h("span", { html })) };
  });
  return {
    node: h(
      "div",
      {},
      h("label", { for: id, class: "kit-label" }, control.label),
      area,
      h(
        "fieldset",
        {},
        h("legend", {}, control.legend),
        ticks.map((tick) => tick.node),
      ),
    ),
    read: () => ({ text: area.value, ticks: ticks.flatMap((tick, n) => (tick.input.checked ? [n] : [])) }),
    write(answer) {
      area.value = answer?.text || "";
      ticks.forEach((tick, n) => {
        tick.input.checked = !!answer && (answer.ticks || []).includes(n);
      });
    },
    mark() {},
  };
};

// A row of marks below a control whose boxes stand too close together for a word beside each.
function marksBelow(boxes) {
  const node = h("div", {});
  return {
    node,
    mark(found) {
      node.replaceChildren(
        ...Object.entries(boxes)
          .filter(([id]) => found[id])
          .map(([id, box]) => {
            const line = h("div", {});
            showMark(line, { ...found[id], label: `${box.label}: ${found[id].label}` });
            return line;
          }),
      );
    },
  };
}

const readAll = (boxes) =>
  Object.fromEntries(Object.entries(boxes).map(([id, box]) => [id, box.input.value]));
const writeAll = (boxes, answer) => {
  for (const [id, box] of Object.entries(boxes)) box.input.value = answer?.[id] || "";
};

controls.gaps = (control, changed) => {
  const boxes = {},
    below = marksBelow(boxes);
  const text = h(
    "p",
    { class: "kit-gaps" },
    control.pieces.map((piece) => {
      if (!piece.gap) return h("span", { html: piece.html });
      boxes[piece.gap] = {
        input: h("input", { type: "text", autocomplete: "off", "aria-label": piece.label, oninput: changed }),
        label: piece.label,
      };
      return boxes[piece.gap].input;
    }),
  );
  const bank = control.bank.length
    ? h("p", {}, h("b", {}, `${control.words} `), control.bank.join(" · "))
    : null;
  return {
    node: h("div", {}, bank, text, below.node),
    read: () => readAll(boxes),
    write: (answer) => writeAll(boxes, answer),
    mark: below.mark,
  };
};

controls.grid = (control, changed) => {
  const boxes = {},
    below = marksBelow(boxes);
  const cell = (part) => {
    if (!part.input) return h("td", { html: part.html });
    boxes[part.input] = {
      input: h("input", {
        type: "text",
        autocomplete: "off",
        inputmode: "decimal",
        "aria-label": part.label,
        oninput: changed,
      }),
      label: part.label,
    };
    return h("td", {}, boxes[part.input].input);
  };
  const head = h(
    "tr",
    {},
    control.head.map((html) => (html ? h("th", { scope: "col", html }) : h("td"))),
  );
  const rows = control.rows.map((row) =>
    h("tr", {}, h("th", { scope: "row", html: row[0].html }), row.slice(1).map(cell)),
  );
  const table = h("table", { class: "kit-grid" }, h("thead", {}, head), h("tbody", {}, rows));
  return {
    node: h(
      "div",
      {},
      h("div", { class: "kit-scroll" }, table),
      h("p", { class: "kit-small-words" }, control.note),
      below.node,
    ),
    read: () => readAll(boxes),
    write: (answer) => writeAll(boxes, answer),
    mark: below.mark,
  };
};
