// The strip at the head of the trainer's pages: which class is open; a short form for a new one.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-class-bar");
  let founding = false;
  const draft = {};

  function paint() {
    const state = model.get("state");
    const pick = h("select", { id: fresh("class"), onchange: () => model.send({ deed: "choose", id: pick.value }) },
      state.classes.map(([id, title]) => h("option", { value: id, selected: id === state.current }, title)));
    const line = state.classes.length
      ? h("div", { class: "kit-line" }, h("label", { for: pick.id }, words.class), pick)
      : h("p", {}, words.none);
    const open = words.founding && !founding
      ? h("button", { type: "button", class: "kit-button", onclick: () => { founding = true; paint(); el.querySelector("input").focus(); } }, words.new) : null;
    el.replaceChildren(h("section", {}, line, open, founding ? form() : null,
      h("div", { role: "status", class: state.wrong ? "kit-trouble" : "kit-saved" }, state.said)));
  }

  function form() {
    const module = h("select", { id: fresh("module"), onchange: () => { draft.module = module.value; } },
      words.modules.map(([id, title]) => h("option", { value: id, selected: draft.module === id }, title)));
    draft.module = draft.module || (words.modules[0] || [""])[0];
    const rows = words.fields.map(([name, title, sample]) => {
      const input = h("input", { type: "text", id: fresh(name), value: draft[name] || "", placeholder: sample, oninput: () => { draft[name] = input.value; } });
      return h("div", { class: "kit-field" }, h("label", { class: "kit-label", for: input.id }, title), input);
    });
    return h("div", {}, h("div", { class: "kit-field" }, h("label", { class: "kit-label", for: module.id }, words.module), module), rows,
      h("button", { type: "button", class: "kit-button kit-main", onclick: () => model.send({ deed: "new", form: draft }) }, words.make));
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
