// A form drawn from the fields of a kind. Every change goes to Python, which judges it as kit check would.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-author");
  const place = h("div", {}),
    said = h("div", { role: "status" }),
    file = h("pre", {});
  let told = {},
    values = {},
    timer = null;

  const list = (label, options, extra = {}) => {
    const select = h(
      "select",
      { id: fresh("list"), ...extra },
      options.map(([value, text]) => h("option", { value }, text)),
    );
    return { select, node: h("div", { class: "kit-line" }, h("label", { for: select.id }, label), select) };
  };
  const exercisesOf = (id) => words.modules.find((each) => each[0] === id)[2];
  const module = list(words.module, words.modules, {
    onchange: () =>
      known.select.replaceChildren(
        ...exercisesOf(module.select.value).map(([value, text]) => h("option", { value }, text)),
      ),
  });
  const kind = list(words.kind, words.kinds);
  const known = list(words.exercise, exercisesOf(words.modules[0][0]));
  const name = h("input", { type: "text", id: fresh("name"), autocomplete: "off" });
  const start = h(
    "section",
    {},
    module.node,
    h("div", { class: "kit-line" }, h("label", { for: name.id }, words.name), name),
    kind.node,
    h(
      "div",
      { class: "kit-buttons" },
      h(
        "button",
        {
          type: "button",
          class: "kit-button kit-main",
          onclick: () =>
            model.send({
              deed: "new",
              module: module.select.value,
              name: name.value,
              kind: kind.select.value,
            }),
        },
        words.begin,
      ),
    ),
    known.node,
    h(
      "div",
      { class: "kit-buttons" },
      h(
        "button",
        {
          type: "button",
          class: "kit-button",
          onclick: () => model.send({ deed: "open", exercise: known.select.value }),
        },
        words.edit,
      ),
    ),
  );

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(() => model.send({ deed: "change", values }), 500);
  }
  const mark = (path) => {
    const node = h("div", { class: "kit-mark", role: "status" });
    told[path] = [...(told[path] || []), node];
    return node;
  };

  // Each drawer puts what is typed into `holder[key]`; `path` is the name of the field as kit check tells it.
  function field(entry, holder, key, path) {
    if (entry.sort === "record") {
      holder[key] = holder[key] || {};
      return h(
        "fieldset",
        { class: "kit-record" },
        h("legend", {}, entry.title),
        fields(entry.inside, holder[key], path),
        mark(path),
      );
    }
    if (entry.sort === "list") return many(entry, holder, key, path);
    const id = fresh("field"),
      value = holder[key] === undefined ? "" : holder[key];
    const put = (text) => {
      holder[key] = text;
      changed();
    };
    let input;
    if (entry.sort === "choice")
      input = h(
        "select",
        { id, onchange: () => put(input.value) },
        ["", ...entry.choices].map((text) =>
          h("option", { value: text, selected: text === value }, words.labels[text] || text),
        ),
      );
    else if (entry.name === "key" && Array.isArray(values.options)) input = keyOf(id, value, put);
    else if (entry.sort === "flag")
      input = h("input", {
        id,
        type: "checkbox",
        checked: words.truths.includes(String(value).toLowerCase()),
        onchange: () => put(input.checked ? "true" : "false"),
      });
    else if (entry.sort === "prose")
      input = h("textarea", { id, rows: 3, value, oninput: () => put(input.value) });
    else
      input = h("input", { id, type: "text", autocomplete: "off", value, oninput: () => put(input.value) });
    return h(
      "div",
      { class: "kit-field" },
      h(
        "label",
        { for: id, class: "kit-label" },
        entry.title,
        entry.required ? " *" : "",
        h("span", { class: "kit-kind" }, entry.help ? ` · ${entry.help}` : ""),
      ),
      input,
      mark(path),
    );
  }

  // The key is chosen among the options that stand above, by letter and words; codes are for the file.
  function keyOf(id, value, put) {
    const select = h("select", { id, onchange: () => put(select.value), onfocus: () => fill() });
    function fill() {
      const now = select.value || value;
      select.replaceChildren(
        ...[
          ["", ""],
          ...values.options.map((option, n) => [
            option.id || "",
            `${String.fromCharCode(65 + n)}. ${option.text || ""}`,
          ]),
        ].map(([code, text]) => h("option", { value: code, selected: code === now }, text)),
      );
      if (now && select.value !== now) select.append(h("option", { value: now, selected: true }, now));
    }
    fill();
    return select;
  }

  function many(entry, holder, key, path) {
    if (!Array.isArray(holder[key])) holder[key] = [];
    const items = holder[key];
    const inner = entry.inside[0],
      rows = h("div", {});
    function draw() {
      rows.replaceChildren(
        ...items.map((_, n) =>
          h(
            "div",
            { class: "kit-item" },
            field({ ...inner, title: `${entry.title} ${n + 1}` }, items, n, `${path}[${n + 1}]`),
            h(
              "button",
              {
                type: "button",
                class: "kit-small",
                "aria-label": `${words.remove}: ${entry.title} ${n + 1}`,
                onclick: () => {
                  items.splice(n, 1);
                  draw();
                  changed();
                },
              },
              words.remove,
            ),
          ),
        ),
      );
    }
    draw();
    const add = h(
      "button",
      {
        type: "button",
        class: "kit-small",
        "aria-label": `${words.add}: ${entry.title}`,
        onclick: () => {
          items.push(inner.sort === "record" ? {} : inner.sort === "list" ? [] : "");
          draw();
          changed();
          const all = rows.querySelectorAll("input, textarea, select");
          if (all.length) rows.lastElementChild.querySelector("input, textarea, select").focus();
        },
      },
      `+ ${words.add}`,
    );
    return h(
      "fieldset",
      { class: "kit-record" },
      h(
        "legend",
        {},
        entry.title,
        entry.required ? " *" : "",
        h("span", { class: "kit-kind" }, entry.help ? ` · ${entry.help}` : ""),
      ),
      rows,
      add,
      mark(path),
    );
  }

  function fields(entries, holder, path) {
    const at = (entry) => field(entry, holder, entry.name, path ? `${path}.${entry.name}` : entry.name);
    const first = entries.filter((entry) => entry.required || holder[entry.name] !== undefined);
    const rest = entries.filter((entry) => !first.includes(entry));
    return h(
      "div",
      {},
      first.map(at),
      rest.length ? h("details", {}, h("summary", {}, words.more), rest.map(at)) : null,
    );
  }

  function draw() {
    const form = model.get("form");
    if (!form.id) return;
    told = {};
    values = JSON.parse(JSON.stringify(form.values));
    const save = h(
      "button",
      {
        type: "button",
        class: "kit-button kit-main",
        onclick: () => {
          clearTimeout(timer);
          model.send({ deed: "change", values });
          model.send({ deed: "save" });
        },
      },
      words.save,
    );
    place.replaceChildren(
      h(
        "section",
        {},
        h(
          "h2",
          { class: "kit-heading", tabindex: "-1" },
          form.title,
          h("span", { class: "kit-kind" }, form.id),
        ),
        fields(form.entries, values, ""),
        h("div", { class: "kit-buttons" }, save),
        h("details", {}, h("summary", {}, words.file), file),
      ),
    );
    for (const node of el.querySelectorAll("summary"))
      node.setAttribute("data-lm-suppress-shortcuts", "true");
    place.querySelector("h2").focus();
    paint();
  }

  function paint() {
    const state = model.get("state");
    const left = new Set(Object.keys(state.told));
    for (const [path, nodes] of Object.entries(told)) {
      const words_ = state.told[path] || [];
      if (nodes.some((node) => node.isConnected)) left.delete(path);
      nodes.forEach((node) => {
        node.className = words_.length ? "kit-mark kit-wrong" : "kit-mark";
        node.replaceChildren(...words_.map((text) => h("p", {}, `✗ ${text}`)));
      });
    }
    const others = [...left].flatMap((path) =>
      state.told[path].map((text) => (path ? `${path}: ${text}` : text)),
    );
    said.className = state.wrong || others.length ? "kit-trouble" : "kit-saved";
    said.textContent = [state.said, ...others].filter(Boolean).join("\n");
    file.textContent = state.text;
  }
  el.replaceChildren(start, place, said);
  model.on("change:form", draw);
  model.on("change:state", paint);
  paint();
}

export default { render };
