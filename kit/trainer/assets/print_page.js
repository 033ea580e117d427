// What to print, chosen from lists; progress, and the files with a button beside each.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-print-page");
  const list = (label, options, change) => {
    const select = h(
      "select",
      { id: fresh("list"), onchange: change },
      options.map(([value, text]) => h("option", { value }, text)),
    );
    return { select, node: h("div", { class: "kit-line" }, h("label", { for: select.id }, label), select) };
  };
  const lessonsOf = (id) => [["", words.all_lessons], ...words.modules.find((each) => each[0] === id)[2]];
  const module = list(
    words.module,
    words.modules.map(([id, title]) => [id, title]),
    () =>
      lesson.select.replaceChildren(
        ...lessonsOf(module.select.value).map(([value, text]) => h("option", { value }, text)),
      ),
  );
  const lesson = list(words.lesson, lessonsOf(words.modules[0][0]));
  const edition = list(words.edition, words.editions),
    format = list(words.format, words.formats);
  const large = h("input", { type: "checkbox" });
  const go = h(
    "button",
    {
      type: "button",
      class: "kit-button kit-main",
      onclick: () => {
        go.disabled = true;
        model.send({
          deed: "print",
          module: module.select.value,
          lesson: lesson.select.value,
          edition: edition.select.value,
          format: format.select.value,
          large: large.checked,
        });
      },
    },
    words.print,
  );
  const said = h("div", { role: "status" }),
    files = h("div", {});
  const bar = h("div", { class: "kit-bar", hidden: true }, h("i", {}));
  el.replaceChildren(
    h(
      "section",
      {},
      module.node,
      lesson.node,
      edition.node,
      format.node,
      h("label", { class: "kit-pick" }, large, h("span", {}, words.large)),
      h("div", { class: "kit-buttons" }, go),
      bar,
      said,
      files,
    ),
  );

  function paint() {
    const state = model.get("state"),
      busy = state.part !== null;
    said.textContent = state.said;
    said.className = state.wrong ? "kit-trouble" : "kit-saved";
    bar.hidden = !busy;
    bar.firstElementChild.style.width = `${state.part || 0}%`;
    go.disabled = busy;
    files.replaceChildren(producedList(state.files, model));
  }
  model.on("change:state", paint);
  paint();
}

export default { render };
