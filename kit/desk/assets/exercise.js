// Draws one exercise: the frame is the same for all; `controls` holds one drawer per sort of answer.
// Answers go to Python, verdicts come back.

function sureness(face, changed) {
  if (!face.sure) return null;
  const name = fresh("sure");
  const inputs = face.sure.choices.map(([value]) =>
    h("input", { type: "radio", name, value, onchange: changed }),
  );
  const node = h(
    "fieldset",
    { class: "kit-sure" },
    h("legend", {}, face.sure.legend),
    h(
      "div",
      { class: "kit-two" },
      face.sure.choices.map(([, word], n) =>
        h("label", { class: "kit-pick" }, inputs[n], h("span", {}, word)),
      ),
    ),
  );
  return {
    node,
    read: () => inputs.find((input) => input.checked)?.value || "",
    clear: () =>
      inputs.forEach((input) => {
        input.checked = false;
      }),
  };
}

function render({ model, el }) {
  frame(el, "kit-exercise");
  const id = model.get("face").id;
  el.setAttribute("data-exercise", id);
  const heading = fresh("heading"),
    prompt = fresh("prompt");
  // What is written here has a number, and what Python says comes with the number it speaks of: the word about an
  // answer that was changed meanwhile steps back, and does not write over what is written now.
  const mine = fresh("answer");
  let written = 0;
  const old = (of) => (of || "").startsWith(mine) && of !== `${mine}/${written}`;
  const send = (deed) =>
    model.send({ deed, answer: control.read(), sure: sure ? sure.read() : "", of: `${mine}/${written}` });
  const changed = () => {
    written++;
    control.mark({});
    verdict.classList.add("kit-old");
  };
  const make = () =>
    controls[model.get("face").control.type](model.get("face").control, changed, () => send("check"));
  let control = make();
  const face = model.get("face");
  const sure = sureness(face, changed);

  const button = (word, deed, extra) =>
    h("button", { type: "button", class: `kit-button ${extra || ""}`, onclick: () => send(deed) }, word);
  const check = button(face.words.check, "check", "kit-main");
  const hint = button("", "hint"),
    explain = button(face.words.explain, "explain"),
    retry = h("button", { type: "button", class: "kit-button", onclick: anew }, face.words.retry);
  const note = h("div", { class: "kit-note" });
  const verdict = h("div", { class: "kit-verdict", role: "status" });
  const hints = h("ol", { class: "kit-hints" });
  const hintBox = h("div", { class: "kit-box", "aria-live": "polite" }, h("b", {}, face.words.hints), hints);
  const explanation = h("div", { class: "kit-box kit-explanation", "aria-live": "polite" });
  const saved = h("div", { class: "kit-saved", role: "status" });
  const answer = h(
    "div",
    { class: "kit-answer", role: "group", "aria-labelledby": `${heading} ${prompt}` },
    control.node,
  );

  el.append(
    h(
      "section",
      { "aria-labelledby": heading },
      h(
        "h3",
        { id: heading, class: "kit-heading" },
        face.heading,
        h("span", { class: "kit-kind" }, face.kind),
      ),
      note,
      h("div", { id: prompt, class: "kit-prompt", html: face.prompt }),
      (face.local || []).map(localLine),
      face.image ? h("img", { src: face.image.src, alt: face.image.alt, class: "kit-image" }) : null,
      face.control.above ? h("div", { class: "kit-above", html: face.control.above }) : null,
      answer,
      sure ? sure.node : null,
      h("div", { class: "kit-buttons" }, check, hint, explain, retry),
      verdict,
      hintBox,
      explanation,
      saved,
    ),
  );
  for (const node of el.querySelectorAll("summary, .scroll, .kit-scroll"))
    node.setAttribute("data-lm-suppress-shortcuts", "true");

  function paint() {
    const state = model.get("state");
    note.replaceChildren(...(state.note ? [h("p", {}, state.note)] : []));
    verdict.className = `kit-verdict kit-${state.status} ${old(state.of) ? "kit-old" : ""}`;
    verdict.replaceChildren(
      ...(state.badge ? [h("p", { class: "kit-badge" }, state.badge)] : []),
      ...state.words.map((html) => h("p", { html })),
    );
    control.mark(old(state.of) ? {} : state.marks);
    hints.replaceChildren(...state.hints.map((html) => h("li", { html })));
    hintBox.hidden = !state.hints.length;
    hint.hidden = !state.hints_left;
    hint.textContent = state.hint_word;
    explain.hidden = !state.can_explain;
    retry.hidden = !state.tries || state.over;
    check.disabled = !!state.over;
    explanation.hidden = !state.explanation;
    explanation.innerHTML = state.explanation;
    saved.textContent = state.saved;
    saved.classList.toggle("kit-unsaved", !!state.unsaved);
  }
  function write(answer) {
    control.write(answer);
    if (sure) sure.clear();
  }
  function restore() {
    const { answer, of } = model.get("restored");
    if (!old(of)) write(answer);
  }
  // A fresh sheet lies there at once, however long the line takes.
  function anew() {
    changed();
    write(null);
    send("retry");
  }
  // Another learner may have another order of options: the control is drawn anew, the rest stays.
  model.on("change:face", () => {
    control = make();
    answer.replaceChildren(control.node);
  });
  // Python writes the answer only when a lesson opens, a learner signs in, or "retry" is asked.
  model.on("change:restored", restore);
  model.on("change:state", paint);
  restore();
  paint();
  // A host that keeps drafts asks for what is written now, and puts it back.
  el.kitDraft = {
    read: () => control.read(),
    send: () => send("check"),
    write: (answer) => {
      control.write(answer);
      changed();
    },
  };
}

export default { render };
