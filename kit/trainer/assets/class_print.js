// Buttons that make a class's papers; what was written is told below them.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-book", "kit-print");
  const said = h("div", { role: "status", class: "kit-saved" });
  const files = h("div", {});
  const buttons = words.buttons.map(([deed, text]) =>
    h(
      "button",
      {
        type: "button",
        class: "kit-button",
        onclick: () => {
          said.textContent = words.working;
          model.send({ deed });
        },
      },
      text,
    ),
  );
  el.replaceChildren(
    h(
      "section",
      {},
      h("h3", { class: "kit-heading" }, words.title),
      h("div", { class: "kit-buttons" }, buttons),
      h("p", { class: "kit-small-words" }, words.advice),
      said,
      files,
    ),
  );
  model.on("change:state", () => {
    const state = model.get("state");
    said.textContent = state.said;
    files.replaceChildren(producedList(state.files, model));
    said.className = state.wrong ? "kit-trouble" : "kit-saved";
  });
}

export default { render };
