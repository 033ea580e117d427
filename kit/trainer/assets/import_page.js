// A file of questions: what was understood of it, question by question; written only when asked to.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-import-page");
  const module = h(
    "select",
    { id: fresh("module") },
    words.modules.map(([value, text]) => h("option", { value }, text)),
  );
  const file = h("input", {
    id: fresh("file"),
    type: "file",
    accept: ".docx,.xlsx,.csv,.txt,.gift,.xml,.zip,.doc,.xls",
    onchange: async () => {
      const chosen = file.files[0];
      if (!chosen) return;
      const content = await chosen.arrayBuffer();
      model.send({ deed: "read", module: module.value, name: chosen.name }, undefined, [content]);
      file.value = "";
    },
  });
  const said = h("div", { role: "status" }),
    told = h("div", {}),
    list = h("div", {});
  const go = h(
    "button",
    {
      type: "button",
      class: "kit-button kit-main",
      hidden: true,
      onclick: () => {
        const chosen = [...list.querySelectorAll("input:checked")].map((box) => box.value);
        model.send({ deed: "write", chosen });
      },
    },
    words.import,
  );
  el.replaceChildren(
    h(
      "section",
      {},
      h("div", { class: "kit-line" }, h("label", { for: module.id }, words.module), module),
      h("div", { class: "kit-line" }, h("label", { for: file.id }, words.file), file),
      said,
      told,
      list,
      h("div", { class: "kit-buttons" }, go),
    ),
  );

  function card(draft) {
    const sound = draft.faults.length === 0;
    const box = h("input", { type: "checkbox", value: draft.id, checked: sound, disabled: !sound });
    return h(
      "div",
      { class: "kit-card" },
      h(
        "label",
        { class: "kit-pick" },
        box,
        h("span", {}, h("b", {}, draft.kind), ` · ${draft.place} · ${words.take}`),
      ),
      h("div", { html: draft.prompt }),
      h(
        "ul",
        { style: "list-style: none; padding-left: 0.4rem" },
        draft.lines.map((line) => h("li", { html: line })),
      ),
      [...draft.told, ...draft.faults].map((line) => h("p", { class: "kit-trouble" }, line)),
    );
  }
  function paint() {
    const state = model.get("state");
    said.textContent = state.said;
    said.className = state.wrong ? "kit-trouble" : "kit-saved";
    told.replaceChildren(
      ...(state.told.length
        ? [
            h(
              "details",
              {},
              h("summary", {}, `${words.left_out} (${state.told.length})`),
              h(
                "ul",
                {},
                state.told.map((line) => h("li", {}, line)),
              ),
            ),
          ]
        : []),
    );
    list.replaceChildren(...state.drafts.map(card));
    go.hidden = state.drafts.length === 0;
  }
  model.on("change:state", paint);
  paint();
}

export default { render };
