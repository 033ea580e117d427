// The class page: buttons here, everything else comes as HTML that kit.html has escaped.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-book", "kit-results");
  const folder = h("input", { type: "text", id: fresh("folder"), class: "kit-folder", autocomplete: "off" });
  const view = h("select", {
    id: fresh("view"),
    onchange: () => model.send({ deed: "view", view: view.value }),
  });
  const said = h("div", { role: "status" });
  const page = h("div", { class: "kit-page" });
  const update = () => {
    said.textContent = words.working;
    model.send({ deed: "update", folder: folder.value });
  };
  const wall = h("button", {
    type: "button",
    class: "kit-button",
    onclick: () => model.send({ deed: "wall" }),
  });
  const auto = h("input", { type: "checkbox", onchange: () => schedule() });
  const files = h("input", {
    type: "file",
    multiple: true,
    accept: ".jsonl,.json,.txt",
    id: fresh("files"),
    onchange: async () => {
      const chosen = [...files.files];
      const contents = await Promise.all(chosen.map((file) => file.arrayBuffer()));
      if (chosen.length)
        model.send({ deed: "files", names: chosen.map((file) => file.name) }, undefined, contents);
      files.value = "";
    },
  });
  let timer = null;
  function schedule() {
    clearInterval(timer);
    timer = auto.checked ? setInterval(update, 1000 * (model.get("state").every || 15)) : null;
    if (auto.checked) update();
  }

  function paint() {
    const state = model.get("state");
    if (document.activeElement !== folder) folder.value = state.folder;
    view.replaceChildren(
      ...state.views.map(([id, title]) => h("option", { value: id, selected: id === state.view }, title)),
    );
    wall.textContent = state.wall ? words.desk : words.wall;
    wall.setAttribute("aria-pressed", String(state.wall));
    said.replaceChildren(
      ...state.said.map((line) => h("p", { class: "kit-saved" }, line)),
      ...state.trouble.map((line) => h("p", { class: "kit-trouble" }, line)),
    );
    page.innerHTML = state.html;
    page.querySelectorAll("table").forEach((table) => {
      // on a telephone a row is a card whose cells name themselves
      const names = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent);
      for (const row of table.querySelectorAll("tbody tr")) {
        for (const [n, cell] of [...row.children].entries()) cell.setAttribute("data-title", names[n] || "");
      }
    });
    page.querySelectorAll(".scroll").forEach((box, n) => {
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `${words.table} ${n + 1}`);
    });
    el.classList.toggle("kit-wall", state.wall);
    controls.hidden = state.wall;
  }

  const controls = h(
    "div",
    {},
    h("div", { class: "kit-line" }, h("label", { for: folder.id }, words.folder), folder),
    h(
      "div",
      { class: "kit-line" },
      h("button", { type: "button", class: "kit-button kit-main", onclick: update }, words.update),
      h("label", { class: "kit-pick" }, auto, h("span", {}, words.auto)),
      h("label", { for: files.id, class: "kit-button kit-file" }, words.files, files),
    ),
  );
  el.replaceChildren(
    h(
      "section",
      {},
      controls,
      said,
      h("div", { class: "kit-line" }, h("label", { for: view.id }, words.view), view, wall),
      page,
    ),
  );
  model.on("change:state", paint);
  paint();
  return () => clearInterval(timer);
}

export default { render };
