// Opens and closes a class for telephones; the way to the trainer's page of it.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-book", "kit-phones");
  const place = h("div", {}),
    said = h("div", { role: "status", class: "kit-saved" });
  const button = (deed, text, extra = "") =>
    h(
      "button",
      {
        type: "button",
        class: `kit-button ${extra}`,
        onclick: () => {
          said.className = "kit-saved";
          said.textContent = deed === "open" ? words.working : "";
          model.send({ deed });
        },
      },
      text,
    );
  el.replaceChildren(
    h("section", {}, h("h2", { class: "kit-heading" }, words.title), h("p", {}, words.how), place, said),
  );

  function paint() {
    const state = model.get("state");
    said.textContent = state.said;
    said.className = state.wrong ? "kit-trouble" : "kit-saved";
    if (!state.class) place.replaceChildren(h("p", {}, words.none));
    else if (!state.desk)
      place.replaceChildren(h("div", { class: "kit-buttons" }, button("open", words.open, "kit-main")));
    else {
      place.replaceChildren(
        h(
          "div",
          { class: "kit-buttons" },
          h(
            "a",
            { class: "kit-button kit-main", href: state.desk, target: "_blank", rel: "noopener" },
            words.desk,
          ),
          button("close", words.close),
        ),
        state.urls.length
          ? h("p", {}, h("b", {}, `${words.urls} `), state.urls.join(" · "))
          : h("p", { class: "kit-trouble" }, words.alone),
      );
    }
  }
  model.on("change:state", paint);
  paint();
}

export default { render };
