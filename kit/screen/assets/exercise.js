// Draws one exercise: the frame is the same for all, `controls` holds one drawer per sort of answer.
// No rule about right or wrong lives here: answers go to Python, verdicts come back.

// Each drawer returns {node, read(), write(answer), mark(marks)}; `changed` is called on every change.
const controls = {
  radios: (control, changed) => picks(control, changed, "radio"),
  checks: (control, changed) => picks(control, changed, "checkbox"),

  verdicts(control, changed) {
    const rows = {};
    const node = h("div", { class: "kit-verdicts" }, control.rows.map((row) => {
      const name = fresh("row"), text = fresh("claim"), inputs = {};
      const choices = control.choices.map(([value, label]) => {
        inputs[value] = h("input", { type: "radio", name, value, onchange: changed });
        return h("label", { class: "kit-pick" }, inputs[value], h("span", {}, label));
      });
      const mark = h("div", { class: "kit-mark" });
      rows[row.id] = { inputs, mark };
      return h("div", { class: "kit-row", role: "radiogroup", "aria-labelledby": text },
        h("div", { id: text, class: "kit-claim" }, h("b", {}, row.letter + ". "), h("span", { html: row.html })),
        h("div", { class: "kit-two" }, choices), mark);
    }));
    return {
      node,
      read() {
        const answer = {};
        for (const [id, { inputs }] of Object.entries(rows)) {
          if (inputs.true.checked) answer[id] = true;
          if (inputs.false.checked) answer[id] = false;
        }
        return answer;
      },
      write(answer) {
        for (const [id, { inputs }] of Object.entries(rows)) {
          inputs.true.checked = !!answer && answer[id] === true;
          inputs.false.checked = !!answer && answer[id] === false;
        }
      },
      mark: (marks) => { for (const [id, { mark }] of Object.entries(rows)) showMark(mark, marks[id]); },
    };
  },

  selects(control, changed) {
    const rows = {};
    const node = h("div", { class: "kit-selects" }, control.rows.map((row) => {
      const id = fresh("place");
      const select = h("select", { id, "aria-label": row.label, onchange: changed }, h("option", { value: "" }, control.empty),
        control.places.map(([value, text]) => h("option", { value }, text)));
      const mark = h("div", { class: "kit-mark" });
      rows[row.id] = { select, mark };
      return h("div", { class: "kit-row" }, h("label", { for: id, class: "kit-claim", html: row.html }), select, mark);
    }));
    return {
      node,
      read: () => Object.fromEntries(Object.entries(rows).filter(([, row]) => row.select.value).map(([id, row]) => [id, row.select.value])),
      write(answer) { for (const [id, row] of Object.entries(rows)) row.select.value = (answer && answer[id]) || ""; },
      mark: (marks) => { for (const [id, row] of Object.entries(rows)) showMark(row.mark, marks[id]); },
    };
  },

  gaps(control, changed) {
    const boxes = {};
    const marks = h("div", {});
    const text = h("p", { class: "kit-gaps" }, control.pieces.map((piece) => {
      if (!piece.gap) return h("span", { html: piece.html });
      boxes[piece.gap] = { input: h("input", { type: "text", autocomplete: "off", "aria-label": piece.label, oninput: changed }), label: piece.label };
      return boxes[piece.gap].input;
    }));
    const bank = control.bank.length ? h("p", {}, h("b", {}, control.words + " "), control.bank.join(" · ")) : null;
    return {
      node: h("div", {}, bank, text, marks),
      read: () => Object.fromEntries(Object.entries(boxes).map(([id, box]) => [id, box.input.value])),
      write(answer) { for (const [id, box] of Object.entries(boxes)) box.input.value = (answer && answer[id]) || ""; },
      mark(found) {
        marks.replaceChildren(...Object.entries(boxes).filter(([id]) => found[id]).map(([id, box]) => {
          const node = h("div", {});
          showMark(node, { ...found[id], label: `${box.label}: ${found[id].label}` });
          return node;
        }));
      },
    };
  },

  line(control, changed) {
    const id = fresh("line");
    const input = h("input", { id, type: "text", autocomplete: "off", inputmode: control.inputmode, oninput: changed });
    const mark = h("div", { class: "kit-mark" });
    return {
      node: h("div", { class: "kit-line" }, h("label", { for: id }, control.label), input,
        h("span", { class: "kit-unit" }, control.unit), mark),
      read: () => input.value,
      write: (answer) => { input.value = answer || ""; },
      mark: (marks) => showMark(mark, marks.value),
    };
  },

  order(control, changed) {
    const start = control.items.map((item) => item.id);
    const said = h("div", { class: "kit-unseen", role: "status" });
    const list = h("ol", { class: "kit-order" });
    const rows = {};
    for (const item of control.items) {
      const words = h("span", { html: item.html });
      const up = h("button", { type: "button", class: "kit-small", onclick: () => move(item.id, -1, up) }, control.up);
      const down = h("button", { type: "button", class: "kit-small", onclick: () => move(item.id, 1, down) }, control.down);
      up.setAttribute("aria-label", `${control.up}: ${words.textContent}`);
      down.setAttribute("aria-label", `${control.down}: ${words.textContent}`);
      const mark = h("div", { class: "kit-mark" });
      rows[item.id] = { node: h("li", {}, h("div", { class: "kit-step" }, words, h("span", { class: "kit-moves" }, up, down)), mark), mark, up, down, words };
    }
    let order = [...start], moved = false;
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
      said.textContent = control.said.replace("{text}", rows[id].words.textContent).replace("{place}", order.indexOf(id) + 1).replace("{total}", order.length);
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
      mark: (marks) => { for (const [id, { mark }] of Object.entries(rows)) showMark(mark, marks[id]); },
    };
  },

  writing(control, changed) {
    const id = fresh("text");
    const area = h("textarea", { id, rows: control.rows, oninput: changed });
    const ticks = control.ticks.map((html) => {
      const input = h("input", { type: "checkbox", onchange: changed });
      return { input, node: h("label", { class: "kit-pick" }, input, h("span", { html })) };
    });
    return {
      node: h("div", {}, h("label", { for: id, class: "kit-label" }, control.label), area,
        h("fieldset", {}, h("legend", {}, control.legend), ticks.map((tick) => tick.node))),
      read: () => ({ text: area.value, ticks: ticks.flatMap((tick, n) => (tick.input.checked ? [n] : [])) }),
      write(answer) {
        area.value = (answer && answer.text) || "";
        ticks.forEach((tick, n) => { tick.input.checked = !!answer && (answer.ticks || []).includes(n); });
      },
      mark() {},
    };
  },
};

function picks(control, changed, type) {
  const name = fresh("pick"), rows = {};
  const node = h("fieldset", {}, h("legend", {}, control.legend), control.options.map((option) => {
    const input = h("input", { type, name, value: option.id, onchange: changed });
    const mark = h("div", { class: "kit-mark" });
    rows[option.id] = { input, mark };
    return h("div", { class: "kit-option" },
      h("label", { class: "kit-pick" }, input, h("span", {}, h("b", {}, option.letter + ". "), h("span", { html: option.html }))), mark);
  }));
  const chosen = () => Object.keys(rows).filter((id) => rows[id].input.checked);
  return {
    node,
    read: () => (type === "radio" ? chosen()[0] || null : chosen()),
    write(answer) {
      const ids = type === "radio" ? [answer] : answer || [];
      for (const id of Object.keys(rows)) rows[id].input.checked = ids.includes(id);
    },
    mark: (marks) => { for (const id of Object.keys(rows)) showMark(rows[id].mark, marks[id]); },
  };
}

function showMark(node, mark) {
  node.replaceChildren();
  node.className = "kit-mark";
  if (!mark) return;
  node.classList.add(mark.right ? "kit-right" : "kit-wrong");
  node.append(h("b", {}, mark.label + " "), h("span", { html: mark.html }));
}

function render({ model, el }) {
  const face = model.get("face");
  frame(el, "kit-exercise");
  el.setAttribute("data-exercise", face.id);
  const heading = fresh("heading"), prompt = fresh("prompt");
  const send = (deed) => model.send({ deed, answer: control.read() });

  // What changed since the last check is not judged yet: the old verdict steps back.
  const changed = () => { control.mark({}); verdict.classList.add("kit-old"); };
  const control = controls[face.control.type](face.control, changed);

  const button = (word, deed, extra) => h("button", { type: "button", class: "kit-button " + (extra || ""), onclick: () => send(deed) }, word);
  const check = button(face.words.check, "check", "kit-main");
  const hint = button("", "hint"), explain = button(face.words.explain, "explain"), retry = button(face.words.retry, "retry");
  const note = h("div", { class: "kit-note" });
  const verdict = h("div", { class: "kit-verdict", role: "status" });
  const hints = h("ol", { class: "kit-hints" });
  const hintBox = h("div", { class: "kit-box", "aria-live": "polite" }, h("b", {}, face.words.hints), hints);
  const explanation = h("div", { class: "kit-box kit-explanation", "aria-live": "polite" });
  const saved = h("div", { class: "kit-saved", role: "status" });

  el.append(h("section", { "aria-labelledby": heading },
    h("h3", { id: heading, class: "kit-heading" }, face.heading, h("span", { class: "kit-kind" }, face.kind)),
    note, h("div", { id: prompt, class: "kit-prompt", html: face.prompt }),
    face.image ? h("img", { src: face.image.src, alt: face.image.alt, class: "kit-image" }) : null,
    h("div", { class: "kit-answer", role: "group", "aria-labelledby": `${heading} ${prompt}` }, control.node),
    h("div", { class: "kit-buttons" }, check, hint, explain, retry), verdict, hintBox, explanation, saved));

  function paint() {
    const state = model.get("state");
    note.replaceChildren(...(state.note ? [h("p", {}, state.note)] : []));
    verdict.className = `kit-verdict kit-${state.status}`;
    verdict.replaceChildren(...(state.badge ? [h("p", { class: "kit-badge" }, state.badge)] : []), ...state.words.map((html) => h("p", { html })));
    control.mark(state.marks);
    hints.replaceChildren(...state.hints.map((html) => h("li", { html })));
    hintBox.hidden = !state.hints.length;
    hint.hidden = !state.hints_left;
    hint.textContent = state.hint_word;
    explain.hidden = !state.can_explain;
    retry.hidden = !state.tries;
    explanation.hidden = !state.explanation;
    explanation.innerHTML = state.explanation;
    saved.textContent = state.saved;
    saved.classList.toggle("kit-unsaved", !!state.unsaved);
  }
  // Python writes the answer only when a lesson opens, a learner signs in, or "retry" is asked.
  model.on("change:restored", () => control.write(model.get("restored").answer));
  model.on("change:state", paint);
  control.write(model.get("restored").answer);
  paint();
}

export default { render };
