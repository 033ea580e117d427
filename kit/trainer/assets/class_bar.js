// The strip at the head of the trainer's pages: which class is open; a short form for a new one; a list to take over.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-class-bar");
  let founding = words.founding && !model.get("state").classes.length; // without a class there is nothing else to do
  const draft = {};
  let convert = false;
  const turn = () => {
    const box = h("input", {
      type: "checkbox",
      id: fresh("convert"),
      checked: convert,
      onchange: () => {
        convert = box.checked;
      },
    });
    return h("label", { for: box.id, class: "kit-check" }, box, " ", words.convert);
  };

  const chooser = (text, act) => {
    const file = h("input", {
      type: "file",
      accept: ".xlsx,.xlsm,.csv,.xls,.ods,.docx,.txt",
      id: fresh("list"),
      onchange: () => {
        if (file.files[0]) act(file);
      },
    });
    return h("label", { for: file.id, class: "kit-button kit-file" }, text, file);
  };
  const bytesOf = async (file) => (file?.files[0] ? [await file.files[0].arrayBuffer()] : []);

  function paint() {
    const state = model.get("state");
    const pick = h(
      "select",
      { id: fresh("class"), onchange: () => model.send({ deed: "choose", id: pick.value }) },
      state.classes.map(([id, title]) => h("option", { value: id, selected: id === state.current }, title)),
    );
    const line = state.classes.length
      ? h("div", { class: "kit-line" }, h("label", { for: pick.id }, words.class), pick)
      : h("p", {}, words.none);
    const open =
      words.founding && !founding
        ? h(
            "div",
            { class: "kit-buttons" },
            h(
              "button",
              {
                type: "button",
                class: "kit-button",
                onclick: () => {
                  founding = true;
                  paint();
                  el.querySelector("h3").focus();
                },
              },
              words.new,
            ),
            state.classes.length
              ? chooser(words.add, async (file) =>
                  model.send(
                    { deed: "roster", name: file.files[0].name, convert },
                    undefined,
                    await bytesOf(file),
                  ),
                )
              : null,
            state.classes.length ? turn() : null,
          )
        : null;
    el.replaceChildren(
      h(
        "section",
        {},
        line,
        open,
        founding ? form() : null,
        h("div", { role: "status", class: state.wrong ? "kit-trouble" : "kit-saved" }, state.said),
      ),
    );
  }

  function form() {
    const module = h(
      "select",
      {
        id: fresh("module"),
        onchange: () => {
          draft.module = module.value;
        },
      },
      words.modules.map(([id, title]) => h("option", { value: id, selected: draft.module === id }, title)),
    );
    draft.module = draft.module || (words.modules[0] || [""])[0];
    const rows = words.fields.map(([name, title, sample]) => {
      const input = h("input", {
        type: "text",
        id: fresh(name),
        value: draft[name] || "",
        placeholder: sample,
        oninput: () => {
          draft[name] = input.value;
        },
      });
      return h(
        "div",
        { class: "kit-field" },
        h("label", { class: "kit-label", for: input.id }, title),
        input,
      );
    });
    const list = h("input", {
      type: "file",
      accept: ".xlsx,.xlsm,.csv,.xls,.ods,.docx,.txt",
      id: fresh("list"),
    });
    const make = async () =>
      model.send(
        { deed: "new", form: draft, convert, name: list.files[0] ? list.files[0].name : "" },
        undefined,
        await bytesOf(list),
      );
    return h(
      "div",
      { class: "kit-founding" },
      h("h3", { class: "kit-heading", tabindex: "-1" }, words.new),
      h(
        "div",
        { class: "kit-field" },
        h("label", { class: "kit-label", for: module.id }, words.module),
        module,
      ),
      rows,
      h(
        "div",
        { class: "kit-field" },
        h("label", { class: "kit-label", for: list.id }, words.list),
        list,
        turn(),
      ),
      h(
        "div",
        { class: "kit-buttons" },
        h("button", { type: "button", class: "kit-button kit-main", onclick: make }, words.make),
        h(
          "button",
          {
            type: "button",
            class: "kit-button",
            onclick: () => {
              founding = false;
              paint();
            },
          },
          words.cancel,
        ),
      ),
    );
  }

  let known = model.get("state").classes.length;
  model.on("change:state", () => {
    const now = model.get("state").classes.length;
    if (now > known) founding = false;
    known = now;
    paint();
  });
  paint();
}

export default { render };
