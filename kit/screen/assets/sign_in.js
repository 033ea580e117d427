// Who works at this laptop: a nickname or code, a picture, how many heads. No password.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-sign-in");
  let deleting = false;
  const draft = { name: "", people: "1" }; // what is typed survives a repaint

  function paint() {
    const state = model.get("state");
    const parts = [
      h(
        "h3",
        { class: "kit-heading" },
        words.title,
        state.class ? h("span", { class: "kit-kind" }, `${words.class} ${state.class}`) : null,
      ),
    ];
    if (state.current) parts.push(...signedIn(state));
    else if (state.asked) parts.push(...question(state));
    else parts.push(...form(state));
    const said = h(
      "div",
      { role: "status", class: state.trouble ? "kit-trouble" : "kit-saved" },
      state.trouble || state.said || "",
    );
    el.replaceChildren(
      h("section", { "aria-label": words.title }, parts, said, producedList(state.files, model)),
    );
  }

  function signedIn(state) {
    const act = (deed) => () => {
      deleting = false;
      draft.name = "";
      draft.people = "1";
      model.send({ deed });
    };
    const who = h("p", { class: "kit-who" }, h("b", {}, state.current));
    if (deleting) {
      return [
        who,
        h("p", {}, state.erase_question),
        h(
          "div",
          { class: "kit-buttons" },
          h(
            "button",
            { type: "button", class: "kit-button kit-danger", onclick: act("erase") },
            words.erase_yes,
          ),
          h(
            "button",
            {
              type: "button",
              class: "kit-button",
              onclick: () => {
                deleting = false;
                paint();
              },
            },
            words.erase_no,
          ),
        ),
      ];
    }
    return [
      who,
      h(
        "div",
        { class: "kit-buttons" },
        h(
          "button",
          { type: "button", class: "kit-button", onclick: () => model.send({ deed: "hand-in" }) },
          words.hand_in,
        ),
        h("button", { type: "button", class: "kit-button", onclick: act("leave") }, words.change),
        h(
          "button",
          {
            type: "button",
            class: "kit-button",
            onclick: () => {
              deleting = true;
              paint();
              el.querySelector(".kit-danger").focus();
            },
          },
          words.erase,
        ),
      ),
    ];
  }

  function question(state) {
    const answer = (deed, text, extra) =>
      h(
        "button",
        { type: "button", class: `kit-button ${extra}`, onclick: () => model.send({ deed }) },
        text,
      );
    return [
      h("p", { class: "kit-ask-who", role: "alert" }, h("b", {}, state.asked)),
      h(
        "div",
        { class: "kit-buttons" },
        answer("same", words.same, "kit-main"),
        answer("other", words.other, ""),
      ),
    ];
  }

  function form(state) {
    const name = h("input", {
      type: "text",
      id: fresh("name"),
      maxlength: 60,
      autocomplete: "off",
      value: draft.name,
      oninput: () => {
        draft.name = name.value;
      },
    });
    const people = h("input", {
      type: "number",
      id: fresh("people"),
      min: 1,
      max: 30,
      value: draft.people,
      oninput: () => {
        draft.people = people.value;
      },
    });
    const group = fresh("picture");
    const drawings = ["hoa", "trau", "lua", "ngo", "ga", "la", "sao", "trang"];
    const pictures = words.pictures.map(([picture, label], n) =>
      h(
        "label",
        { class: "kit-picture" },
        h("input", { type: "radio", name: group, value: picture, checked: n === 0 }),
        icon(drawings[n]),
        h("span", {}, label),
      ),
    );
    const go = () =>
      model.send({
        deed: "enter",
        name: name.value,
        people: people.value,
        picture: el.querySelector(`input[name=${group}]:checked`)?.value || "",
      });
    name.addEventListener("keydown", (event) => {
      if (event.key === "Enter") go();
    });
    return [
      state.known.length
        ? h(
            "div",
            {},
            h("p", {}, words.known),
            h(
              "div",
              { class: "kit-buttons" },
              state.known.map(([file, learner]) =>
                h(
                  "button",
                  { type: "button", class: "kit-button", onclick: () => model.send({ deed: "known", file }) },
                  learner,
                ),
              ),
            ),
          )
        : null,
      h(
        "div",
        { class: "kit-line kit-who-line" },
        h("span", { class: "kit-pair" }, h("label", { for: name.id }, words.name), name),
        h("span", { class: "kit-pair" }, h("label", { for: people.id }, words.people), people),
      ),
      h("fieldset", {}, h("legend", {}, words.picture), h("div", { class: "kit-pictures" }, pictures)),
      h(
        "div",
        { class: "kit-buttons kit-enter" },
        h("button", { type: "button", class: "kit-button kit-main", onclick: go }, words.enter),
        h("span", { class: "kit-privacy" }, words.privacy),
      ),
    ];
  }
  model.on("msg:custom", (message, buffers) => {
    if (message.deed !== "file") return;
    const link = h("a", {
      href: URL.createObjectURL(new Blob([buffers[0]], { type: "application/jsonl" })),
      download: message.name,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  model.on("change:state", paint);
  paint();
}

export default { render };
