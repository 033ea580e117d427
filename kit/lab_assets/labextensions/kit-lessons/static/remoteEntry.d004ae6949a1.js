// A small extension for JupyterLab: a lesson whose metadata says kit.autorun runs when it opens,
// looks like a lesson and not like a program, and its links lead from page to page.
// Written as a federated module by hand: no build step, nothing fetched from outside.
(() => {
  const NAME = "kit-lessons";
  const START = "notebooks/start.ipynb";
  const MODULES = "notebooks/modules/";
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
    if (!text) {
      if (box) box.remove();
      return;
    }
    if (!box) {
      box = document.createElement("div");
      box.id = "kit-busy";
      box.setAttribute("role", "status");
      document.body.appendChild(box);
    }
    box.textContent = text;
  }

  function tagCells(panel) {
    panel.content.widgets.forEach((cell) => {
      const tags = cell.model.getMetadata("tags") || [];
      cell.node.classList.toggle("kit-trainer", tags.includes("trainer"));
    });
    // JupyterLab calls its list of cells a "feed" without giving it a feed's articles: to a screen reader, a broken promise.
    for (const list of panel.node.querySelectorAll(".jp-WindowedPanel-viewport")) {
      list.removeAttribute("role");
      list.removeAttribute("aria-label");
    }
    panel.node.classList.toggle("kit-has-notes", !!panel.node.querySelector(".kit-trainer"));
    panel.node.classList.toggle("kit-home", panel.context.path === START);
    panel.node.classList.toggle("kit-module", panel.context.path.startsWith(MODULES)); // what “Sửa bài” is for
  }

  // Every lesson that stays open keeps a kernel of its own, and all of them are asked again whenever another opens:
  // after an afternoon the laptop stood still. A lesson that was left ends when two others were seen after it;
  // its answers are in the log. The start page and the page of results stay.
  const OPEN = 2;
  const seen = [];
  let apputils = null;

  function stays(panel) {
    return (
      panel.isVisible || editing.has(panel) || panel.context.path === START || panel.context.path === RESULTS
    );
  }

  function meet(panel) {
    if (!panel?.node.classList.contains("kit-lesson")) return;
    const at = seen.indexOf(panel);
    if (at >= 0) seen.splice(at, 1);
    seen.push(panel);
    const left = seen.filter((other) => !other.isDisposed && other !== panel && !stays(other));
    for (const old of left.slice(0, Math.max(0, left.length - OPEN + 1))) end(old);
  }

  function end(panel) {
    seen.splice(seen.indexOf(panel), 1);
    return panel.sessionContext
      .shutdown()
      .catch((error) => console.error(NAME, error))
      .then(() => panel.dispose());
  }

  // A lesson is there to be read. Two keys of JupyterLab delete a cell, and what was deleted was saved by itself:
  // until a trainer presses “Sửa bài” nothing changes a lesson and nothing of it is written; then only the words of
  // its text cells do, and what stood there before can be brought back.
  const editing = new WeakSet();
  const WRITES =
    /^(docmanager:(save|rename|delete|duplicate|reload|restore-checkpoint)|editmenu:|runmenu:|kernelmenu:|filemenu:close-and-cleanup)/;

  function lesson(tracker) {
    const panel = tracker.currentWidget;
    return panel?.node.classList.contains("kit-lesson") && panel.isVisible ? panel : null;
  }

  // Menus, palette and keys all end in this one call.
  function guard(app, tracker) {
    const execute = app.commands.execute.bind(app.commands);
    app.commands.execute = (id, args) => {
      const refused = id.startsWith("notebook:") || WRITES.test(id); // saving too: it would move what can be brought back
      return refused && lesson(tracker) ? Promise.resolve() : execute(id, args);
    };
  }

  // JupyterLab's menus, palette and hundred shortcuts are a programmer's. In a lesson there is the toolbar, which says
  // everything in the kit's words, and no key but those that one types with.
  const BROWSERS_OWN = /^[sopdn]$/; // what a browser makes of these with Ctrl is a dialog about the page

  function keysAreForTyping(app, tracker) {
    const process = app.commands.processKeydownEvent.bind(app.commands);
    app.commands.processKeydownEvent = (event) => {
      const other =
        tracker.currentWidget?.isVisible && !tracker.currentWidget.node.classList.contains("kit-lesson");
      if (other) {
        process(event);
        return;
      } // a notebook that is no lesson of ours
      if ((event.ctrlKey || event.metaKey) && BROWSERS_OWN.test(event.key.toLowerCase()))
        event.preventDefault();
    };
  }

  // A box of JupyterLab's own, about its kernels, sessions and server, says nothing to a learner: it goes, and the kit
  // says in its own words what is the matter.
  let asking = false; // a box of our own waits for its answer

  function ownBoxesOnly(words) {
    const answer = (box) => {
      const button = box.querySelector(".jp-mod-reject") || box.querySelector(".jp-Dialog-button");
      if (button) button.click();
      fetch(`${baseUrl()}api/status`, { cache: "no-store" })
        .then((reply) => {
          if (!reply.ok) throw new Error(String(reply.status));
        })
        .catch(() => gone(words));
    };
    new MutationObserver(() => {
      for (const box of document.querySelectorAll("body > .jp-Dialog")) if (!asking) answer(box);
    }).observe(document.body, { childList: true });
  }

  function gone(words) {
    clearTimeout(notice.timer);
    busy(words.gone);
    const again = setInterval(
      () =>
        fetch(`${baseUrl()}api/status`, { cache: "no-store" })
          .then((reply) => {
            if (reply.ok) {
              clearInterval(again);
              notice(words.back);
            }
          })
          .catch(() => {}),
      3000,
    );
  }

  // The tab is named for the lesson, not for the file and the program.
  function nameTab(tracker, words) {
    const title = () => {
      const panel = tracker.currentWidget;
      const head = panel?.isVisible && panel.node.querySelector("h1");
      const name = head
        ? [...head.childNodes]
            .filter((node) => node.nodeName !== "A")
            .map((node) => node.textContent)
            .join("")
        : "";
      const wanted = (name.trim() ? `${name} – ${words.kit}` : words.kit).replace(/\s+/g, " ").trim();
      if (document.title !== wanted) document.title = wanted; // the browser keeps it without doubled blanks
    };
    new MutationObserver(title).observe(document.querySelector("title"), { childList: true });
    title();
  }

  // A kernel may die while it starts (a port that another took, no memory): then the page would wait for ever.
  const PATIENCE = 25000;
  const inTime = (work) =>
    Promise.race([work, new Promise((_, fail) => setTimeout(() => fail(new Error("too slow")), PATIENCE))]);
  const anew = (panel) => inTime(panel.sessionContext.changeKernel({ name: "python3" }));

  function alive(panel) {
    const kernel = panel.sessionContext.session?.kernel;
    return kernel ? inTime(kernel.info) : Promise.reject(new Error("no kernel"));
  }

  function started(panel, words) {
    return inTime(panel.sessionContext.ready)
      .then(() => alive(panel))
      .catch((error) => {
        console.error(NAME, error);
        busy(words.slow);
        return anew(panel).then(() => alive(panel));
      })
      .catch((error) => {
        console.error(NAME, error);
        throw Object.assign(error, { kit: words.notOpened });
      });
  }

  const isText = (cell) => cell.model.type === "markdown";

  function lock(panel) {
    const mine = editing.has(panel);
    panel.node.classList.toggle("kit-editing", mine);
    panel.content.widgets.forEach((cell) => {
      if (isText(cell) && !mine) cell.rendered = true;
      cell.readOnly = !(mine && isText(cell));
    });
  }

  function keepReading(panel) {
    panel.content.node.setAttribute("data-lm-suppress-shortcuts", "true"); // “d d” and its like
    panel.content.node.addEventListener(
      "dblclick",
      (event) => {
        const cell = panel.content.widgets.find((each) => each.node.contains(event.target));
        if (!editing.has(panel) || !cell || !isText(cell)) {
          event.stopImmediatePropagation();
          return;
        }
        setTimeout(() => {
          // the caret stands in the words, wherever JupyterLab has put the focus
          cell.rendered = false;
          panel.content.activeCellIndex = panel.content.widgets.indexOf(cell);
          panel.content.mode = "edit";
          if (cell.editor) cell.editor.focus();
        }, 0);
      },
      true,
    );
    panel.content.node.addEventListener(
      "keydown",
      (event) => {
        if (
          editing.has(panel) &&
          (event.key === "Escape" || (event.key === "Enter" && (event.shiftKey || event.ctrlKey)))
        ) {
          const cell = panel.content.activeCell;
          if (cell && isText(cell)) {
            event.preventDefault();
            event.stopImmediatePropagation();
            cell.rendered = true;
          }
        }
      },
      true,
    );
    panel.context.model.stateChanged.connect((model, change) => {
      if (change.name === "dirty" && change.newValue && !editing.has(panel)) model.dirty = false;
    });
    panel.context.model.dirty = false;
    lock(panel);
  }

  function begin(panel, words) {
    return panel.context.createCheckpoint().then(() => {
      // what “Bỏ mọi thay đổi” brings back
      editing.add(panel);
      lock(panel);
      notice(words.editHow);
    });
  }

  function finish(panel, words) {
    if (!panel.context.model.dirty) {
      lockAfter(panel);
      notice(words.unchanged);
      return Promise.resolve();
    }
    return panel.context.save().then(
      () => {
        lockAfter(panel);
        notice(words.editSaved);
      },
      () => notice(words.notSaved),
    );
  }

  function lockAfter(panel) {
    editing.delete(panel);
    lock(panel);
  }

  function discard(panel, words, again) {
    const { showDialog, Dialog } = apputils;
    const buttons = [
      Dialog.cancelButton({ label: words.discardNo }),
      Dialog.warnButton({ label: words.discard }),
    ];
    asking = true;
    return showDialog({ title: words.discardAsk, buttons, defaultButton: 0 }).then((answer) => {
      asking = false;
      return answer.button.accept && bringBack(panel, words, again);
    });
  }

  function bringBack(panel, words, again) {
    lockAfter(panel);
    return panel.context
      .listCheckpoints()
      .then((known) => panel.context.restoreCheckpoint(known[known.length - 1].id))
      .then(() => panel.context.revert())
      .then(() => {
        notice(words.discarded);
        return again(panel);
      });
  }

  function notice(text) {
    busy(text);
    clearTimeout(notice.timer);
    notice.timer = setTimeout(() => busy(null), 8000);
  }

  function build(notebook, application) {
    const met = new WeakSet();
    const page = pageData();
    const words = page.kitWords;

    // Markdown knows pictures only: a clip or a sound gets its player, its length, and its words to unfold.
    function playClips(panel) {
      for (const image of panel.node.querySelectorAll(".jp-RenderedMarkdown img")) {
        const place = decodeURIComponent(new URL(image.src, location.href).pathname).split("/files/")[1];
        const clip = page.kitClips[place];
        if (!clip) continue;
        const player = document.createElement(clip.poster ? "video" : "audio");
        Object.assign(player, { controls: true, preload: "none", src: image.src });
        if (clip.poster) player.poster = `${baseUrl()}files/${clip.poster}`;
        player.setAttribute("aria-label", image.alt);
        const about = document.createElement("figcaption");
        about.textContent = clip.about;
        const told = document.createElement("details");
        told.innerHTML = `<summary></summary>${clip.transcript}`;
        told.firstChild.textContent = page.kitTranscript;
        const figure = document.createElement("figure");
        figure.className = "kit-clip";
        figure.append(player, about, told);
        image.replaceWith(figure);
      }
    }

    document.documentElement.style.setProperty("--kit-notes", JSON.stringify(words.notes)); // over a trainer's note

    function run(panel) {
      tagCells(panel);
      const head = page.kitHeads[panel.context.path]; // a page's first words in another language
      if (head) panel.content.widgets[0].model.sharedModel.setSource(head);
      return notebook.NotebookActions.runAll(panel.content, panel.sessionContext).then(() => {
        panel.content.activeCellIndex = 0;
        if (!editing.has(panel)) panel.context.model.dirty = false;
        lock(panel);
        playClips(panel);
        panel.node.setAttribute("data-kit-ran", "1");
        document.title = ""; // named anew, now that its heading is there
      });
    }

    // A part that stopped (no memory, a kill) is started again by the server: then the lesson runs again, and the
    // answers come back from the log. A server that gives it up is asked for a new one.
    function revive(panel) {
      let died = false;
      panel.sessionContext.statusChanged.connect((_, status) => {
        if (status === "autorestarting" || status === "dead") {
          died = true;
          busy(words.again);
        }
        if (status === "dead")
          panel.sessionContext.restartKernel().catch((error) => console.error(NAME, error));
        if (died && status === "idle") {
          died = false;
          run(panel)
            .catch((error) => console.error(NAME, error))
            .then(() => notice(words.againDone));
        }
      });
    }

    function prepare(panel) {
      if (met.has(panel)) return;
      met.add(panel);
      panel.context.ready
        .then(() => {
          const meta = panel.context.model.getMetadata("kit");
          if (!meta?.autorun) return null;
          panel.node.classList.add("kit-lesson");
          meet(panel);
          busy(words.busy);
          return Promise.all([started(panel, words), panel.revealed])
            .then(() => {
              keepReading(panel);
              revive(panel);
              return run(panel);
            })
            .then(() => {
              const outer = panel.node.querySelector(".jp-WindowedPanel-outer");
              if (outer) outer.scrollTop = 0;
            });
        })
        .then(
          () => busy(null),
          (error) => {
            console.error(NAME, error);
            busy(error.kit || null);
          },
        );
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
          label: words.home,
          caption: words.homeHelp,
          execute: () => open(START),
        });
        const mine = () => lesson(tracker);
        const again = (panel) => run(panel);
        app.commands.addCommand("kit:edit", {
          label: () => (mine() && editing.has(mine()) ? words.editDone : words.edit),
          caption: words.editHelp,
          isVisible: () => !page.kitLearner,
          execute: () => {
            const panel = mine();
            return (
              panel &&
              (editing.has(panel) ? finish(panel, words) : begin(panel, words)).then(() =>
                app.commands.notifyCommandChanged(),
              )
            );
          },
        });
        app.commands.addCommand("kit:again", {
          label: words.runAgain,
          caption: words.runAgain,
          execute: () => {
            const panel = mine();
            if (!panel) return null;
            busy(words.busy);
            return inTime(panel.sessionContext.restartKernel())
              .catch(() => anew(panel))
              .then(() => run(panel))
              .then(
                () => busy(null),
                (error) => {
                  console.error(NAME, error);
                  busy(words.notOpened);
                },
              );
          },
        });
        app.commands.addCommand("kit:discard", {
          label: words.discard,
          caption: words.discardHelp,
          isVisible: () => !page.kitLearner, // shown by the style sheet while the lesson is being edited
          execute: () => {
            const panel = mine();
            return panel && discard(panel, words, again).then(() => app.commands.notifyCommandChanged());
          },
        });
        app.commands.addCommand("kit:notes", {
          label: words.notes,
          caption: words.notesHelp,
          execute: () => document.body.classList.toggle("kit-notes-away"),
        });
        document.addEventListener("click", (event) => {
          const link = event.target.closest?.("a[data-kit-open]");
          if (!link || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          open(link.getAttribute("data-kit-open"));
        });
        if (labShell)
          app.restored.then(() => {
            labShell.collapseLeft();
            labShell.collapseRight();
            for (const side of ["left", "right"])
              if (labShell.isSideTabBarVisible(side)) labShell.toggleSideTabBarVisibility(side);
            if (labShell.mode === "single-document" && labShell.isTopInSimpleModeVisible())
              labShell.toggleTopInSimpleModeVisibility();
          });
        guard(app, tracker);
        keysAreForTyping(app, tracker);
        ownBoxesOnly(words);
        nameTab(tracker, words);
        tracker.currentChanged.connect(() =>
          setTimeout(() => {
            document.title = "";
          }, 0),
        ); // named anew
        if (labShell)
          labShell.currentChanged.connect(() =>
            app.restored.then(() => {
              if (!labShell.currentWidget) open(START);
            }),
          );
        tracker.forEach(prepare);
        tracker.widgetAdded.connect((_, panel) => prepare(panel));
        tracker.currentChanged.connect((_, panel) => meet(panel));
      },
    };
  }

  const container = {
    init(given) {
      scope = given;
      return Promise.resolve();
    },
    get(name) {
      if (name !== "./extension") return Promise.reject(new Error(`no module ${name}`));
      return Promise.all([
        shared("@jupyterlab/notebook"),
        shared("@jupyterlab/application"),
        shared("@jupyterlab/apputils"),
      ]).then(([notebook, application, utils]) => {
        apputils = utils;
        const plugin = { __esModule: true, default: build(notebook, application) };
        return () => plugin;
      });
    },
  };
  if (!window._JUPYTERLAB) window._JUPYTERLAB = {};
  window._JUPYTERLAB[NAME] = container;
})();
