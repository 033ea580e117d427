// Second lines and recordings in the province's languages, row by row. Sound never leaves this machine.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-local-page");
  let recorder = null; // the one that runs: one row at a time
  // A row says of which course and language it is: the lists may stand elsewhere by the time it speaks.
  const send = (content, buffers) => model.send({ ...here(), ...content }, undefined, buffers);
  const here = () => ({ module: model.get("state").module, language: model.get("state").language });

  const list = (label, change) => {
    const select = h("select", { id: fresh("list"), onchange: change });
    return { select, node: h("div", { class: "kit-line" }, h("label", { for: select.id }, label), select) };
  };
  const fill = (select, options, value) => {
    select.replaceChildren(...options.map(([id, text]) => h("option", { value: id }, text)));
    select.value = value;
  };
  const module = list(words.module, () => send({ deed: "show", module: module.select.value }));
  const language = list(words.language, () =>
    send({ deed: "show", language: language.select.value, lesson: lesson.select.value }),
  );
  const lesson = list(words.lesson, () => send({ deed: "show", lesson: lesson.select.value }));
  const lists = [module, language, lesson];
  const name = h("input", { type: "text", id: fresh("name"), autocomplete: "off" });
  const add = h(
    "button",
    { type: "button", class: "kit-button", onclick: () => send({ deed: "add", title: name.value }) },
    words.add,
  );
  const said = h("div", { role: "status" }), // stays in sight below the rows
    count = h("p", { class: "kit-small-words" }),
    rows = h("div", {});
  el.replaceChildren(
    h(
      "section",
      {},
      module.node,
      language.node,
      h("div", { class: "kit-line" }, h("label", { for: name.id }, words.name), name, add),
      lesson.node,
      count,
      rows,
      said,
    ),
  );
  fill(module.select, words.modules, model.get("state").module);

  function tell(text, wrong) {
    said.textContent = text;
    said.className = `kit-in-sight ${wrong ? "kit-trouble" : "kit-saved"}`;
  }

  async function record(row, button) {
    if (recorder) {
      recorder.stop();
      return;
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      tell(error.name === "NotFoundError" ? words.no_microphone : words.blocked, true);
      return;
    }
    const parts = [],
      place = here();
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = async () => {
      clearTimeout(limit);
      recorder = null;
      for (const each of lists) each.select.disabled = false;
      for (const track of stream.getTracks()) track.stop();
      button.textContent = words.record;
      button.classList.remove("kit-main");
      send({ ...place, deed: "record", id: row.id }, [await new Blob(parts).arrayBuffer()]);
    };
    const limit = setTimeout(() => recorder?.stop(), words.seconds * 1000);
    for (const each of lists) each.select.disabled = true; // what is being said belongs to what is chosen now
    recorder.start();
    button.textContent = words.stop;
    button.classList.add("kit-main");
  }

  function drawn(row) {
    const input = h("input", {
      type: "text",
      value: row.words,
      "aria-label": `${words.line}: ${row.vietnamese}`,
      placeholder: words.line,
      autocomplete: "off",
      spellcheck: "false",
      onchange: () => send({ deed: "write", id: row.id, words: input.value, seen: row.words }),
    });
    const named = (word) => ({ "aria-label": `${word}: ${row.vietnamese}` });
    const start = h(
      "button",
      {
        type: "button",
        class: "kit-small kit-record",
        ...named(words.record),
        onclick: () => record(row, start),
      },
      words.record,
    );
    const play = h(
      "button",
      { type: "button", class: "kit-small", ...named(words.play), onclick: () => playSound(row.sound) },
      words.play,
    );
    const erase = h(
      "button",
      {
        type: "button",
        class: "kit-small",
        ...named(words.erase),
        onclick: () => {
          if (erase.textContent === words.sure) send({ deed: "erase", id: row.id });
          else erase.textContent = words.sure;
        },
      },
      words.erase,
    );
    return h(
      "div",
      { class: "kit-local-row", "data-id": row.id },
      h("p", {}, row.number ? h("b", {}, `${row.number} `) : null, row.vietnamese),
      row.stale
        ? h(
            "p",
            { class: "kit-trouble" },
            row.stale,
            " ",
            h(
              "button",
              { type: "button", class: "kit-small", onclick: () => send({ deed: "right", id: row.id }) },
              words.right,
            ),
          )
        : null,
      input,
      row.heard
        ? h("div", { class: "kit-buttons" }, start, row.sound ? play : null, row.sound ? erase : null)
        : null,
    );
  }

  let shown = "";
  function paint() {
    const state = model.get("state");
    module.select.value = state.module;
    fill(language.select, state.languages, state.language);
    fill(lesson.select, state.lessons, state.lesson);
    language.node.hidden = lesson.node.hidden = !state.languages.length;
    count.textContent = state.languages.length ? state.count : words.none;
    tell(state.said, state.wrong);
    if (state.language && state.languages.some(([, title]) => title === name.value)) name.value = "";
    const now = JSON.stringify([state.module, state.language, state.lesson]);
    // Rows that stay keep what is being typed in them: only those that changed are drawn anew.
    const old = new Map([...rows.children].map((node) => [node.dataset.id, node]));
    rows.replaceChildren(
      ...state.rows.map((row) => {
        const key = JSON.stringify(row),
          there = now === shown ? old.get(row.id) : null;
        const keeps = there && (there.kitKey === key || there.contains(document.activeElement));
        if (keeps && there.kitKey === key) return there;
        const typed = there?.querySelector("input");
        const fresh = drawn(row);
        fresh.kitKey = key;
        if (typed && typed === document.activeElement) {
          fresh.querySelector("input").value = typed.value;
          queueMicrotask(() => fresh.querySelector("input").focus());
        }
        return fresh;
      }),
    );
    shown = now;
  }
  model.on("change:state", paint);
  paint();
}

export default { render };
