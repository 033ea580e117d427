// A small extension for JupyterLab: a lesson whose metadata says kit.autorun runs when it opens,
// looks like a lesson and not like a program, and its links lead from page to page.
// Written as a federated module by hand: no build step, nothing fetched from outside.
(function () {
  const NAME = "kit-lessons";
  const START = "notebooks/start.ipynb";
  const RESULTS = "notebooks/class/04-results.ipynb"; // it may be taking work in by itself
  let scope = null;

  function shared(name) {
    const versions = scope[name];
    if (!versions) return Promise.reject(new Error(`no shared module ${name}`));
    return Promise.resolve(versions[Object.keys(versions)[0]].get()).then((factory) => factory());
  }

  function pageData() {
    return JSON.parse(document.getElementById("jupyter-config-data").textContent);
  }

  function baseUrl() {
    return pageData().baseUrl;
  }

  function busy(text) {
    let box = document.getElementById("kit-busy");
    if (!text) { if (box) box.remove(); return; }
    if (!box) { box = document.createElement("div"); box.id = "kit-busy"; box.setAttribute("role", "status"); document.body.appendChild(box); }
    box.textContent = text;
  }

  function tagCells(panel) {
    panel.content.widgets.forEach((cell) => {
      const tags = cell.model.getMetadata("tags") || [];
      cell.node.classList.toggle("kit-trainer", tags.includes("trainer"));
    });
    // JupyterLab calls its list of cells a "feed" without giving it a feed's articles: to a screen reader, a broken promise.
    panel.node.querySelectorAll(".jp-WindowedPanel-viewport").forEach((list) => list.removeAttribute("role"));
    panel.node.querySelectorAll(".jp-WindowedPanel-viewport").forEach((list) => list.removeAttribute("aria-label"));
    panel.node.classList.toggle("kit-has-notes", !!panel.node.querySelector(".kit-trainer"));
    panel.node.classList.toggle("kit-home", panel.context.path === START);
  }

  // Every lesson that stays open keeps a kernel of its own, and all of them are asked again whenever another opens:
  // after an afternoon the laptop stood still. A lesson that was left ends when two others were seen after it;
  // its answers are in the log. The start page and the page of results stay.
  const OPEN = 2;
  const seen = [];

  function stays(panel) {
    return panel.isVisible || panel.context.path === START || panel.context.path === RESULTS;
  }

  function meet(panel) {
    if (!panel || !panel.node.classList.contains("kit-lesson")) return;
    const at = seen.indexOf(panel);
    if (at >= 0) seen.splice(at, 1);
    seen.push(panel);
    const left = seen.filter((other) => !other.isDisposed && other !== panel && !stays(other));
    for (const old of left.slice(0, Math.max(0, left.length - OPEN + 1))) end(old);
  }

  function end(panel) {
    seen.splice(seen.indexOf(panel), 1);
    const kept = panel.context.model.dirty && !panel.context.model.readOnly ? panel.context.save() : Promise.resolve();
    return kept.then(() => panel.sessionContext.shutdown()).catch((error) => console.error(NAME, error)).then(() => panel.dispose());
  }

  function build(notebook, application) {
    const met = new WeakSet();
    const words = pageData().kitWords;

    function prepare(panel) {
      if (met.has(panel)) return;
      met.add(panel);
      panel.context.ready.then(() => {
        const meta = panel.context.model.getMetadata("kit");
        if (!meta || !meta.autorun) return null;
        panel.node.classList.add("kit-lesson");
        meet(panel);
        busy(words.busy);
        return Promise.all([panel.sessionContext.ready, panel.revealed]).then(() => {
          tagCells(panel);
          return notebook.NotebookActions.runAll(panel.content, panel.sessionContext);
        }).then(() => {
          panel.content.activeCellIndex = 0;
          const outer = panel.node.querySelector(".jp-WindowedPanel-outer");
          if (outer) outer.scrollTop = 0;
          panel.node.setAttribute("data-kit-ran", "1");
        });
      }).catch((error) => console.error(NAME, error)).then(() => busy(null));
    }

    return {
      id: `${NAME}:plugin`,
      description: "Opens the kit's lessons ready to use",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      optional: [application.ILabShell],
      activate(app, tracker, labShell) {
        const style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = `${baseUrl()}lab/extensions/${NAME}/static/lesson.css`;
        document.head.appendChild(style);

        const open = (path) => app.commands.execute("docmanager:open", { path });
        app.commands.addCommand("kit:home", {
          label: words.home, caption: words.homeHelp,
          execute: () => open(START),
        });
        app.commands.addCommand("kit:notes", {
          label: words.notes, caption: words.notesHelp,
          execute: () => document.body.classList.toggle("kit-notes-away"),
        });
        document.addEventListener("click", (event) => {
          const link = event.target.closest && event.target.closest("a[data-kit-open]");
          if (!link || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          open(link.getAttribute("data-kit-open"));
        });
        if (labShell) app.restored.then(() => {
          labShell.collapseLeft();
          labShell.collapseRight();
          for (const side of ["left", "right"]) if (labShell.isSideTabBarVisible(side)) labShell.toggleSideTabBarVisibility(side);
          if (labShell.mode === "single-document" && labShell.isTopInSimpleModeVisible()) labShell.toggleTopInSimpleModeVisibility();
        });
        tracker.forEach(prepare);
        tracker.widgetAdded.connect((_, panel) => prepare(panel));
        tracker.currentChanged.connect((_, panel) => meet(panel));
      },
    };
  }

  const container = {
    init(given) { scope = given; return Promise.resolve(); },
    get(name) {
      if (name !== "./extension") return Promise.reject(new Error(`no module ${name}`));
      return Promise.all([shared("@jupyterlab/notebook"), shared("@jupyterlab/application")])
        .then(([notebook, application]) => { const plugin = { __esModule: true, default: build(notebook, application) }; return () => plugin; });
    },
  };
  (window._JUPYTERLAB = window._JUPYTERLAB || {})[NAME] = container;
})();
