// The start page: modules, lessons, the learner's own progress, and the way on.
function render({ model, el }) {
  frame(el, "kit-start");
  const words = model.get("words");
  const link = (path, text, extra) =>
    h(
      "a",
      { class: `kit-button ${extra || ""}`, href: `${baseUrl()}lab/tree/${path}`, "data-kit-open": path },
      text,
    );

  function paint() {
    const state = model.get("state");
    const classPages = state.modules
      .flatMap((module) => module.lessons)
      .filter((page) => page.path.startsWith("notebooks/class/"))
      .map((page) => [page.path, page.title]);
    el.replaceChildren(
      state.today
        ? h(
            "section",
            { class: "kit-next" },
            h("h2", {}, state.today.when),
            h("p", {}, h("b", {}, state.today.title)),
            h(
              "div",
              { class: "kit-buttons" },
              classPages.map(([path, text]) => link(path, text)),
            ),
          )
        : "",
      state.next
        ? h(
            "section",
            { class: "kit-next" },
            h("h2", {}, words.next),
            h("p", {}, state.next.title),
            link(state.next.path, words.go_on, "kit-main"),
          )
        : "",
      ...state.modules.map((module) =>
        h(
          "section",
          { class: "kit-module" },
          h("h2", {}, module.title),
          h("p", { html: module.summary }),
          h(
            "ol",
            { class: "kit-lessons" },
            module.lessons.map((lesson) =>
              h(
                "li",
                {},
                h(
                  "div",
                  {},
                  h("b", {}, lesson.title),
                  h("div", {}, lesson.facts),
                  lesson.part
                    ? h("div", { class: "kit-bar" }, h("i", { style: `width:${lesson.part}%` }))
                    : null,
                ),
                h("span", { class: `kit-progress kit-${lesson.state}` }, lesson.progress),
                link(lesson.path, lesson.label || words[lesson.state]),
              ),
            ),
          ),
        ),
      ),
    );
  }
  model.on("change:state", paint);
  paint();
  // Another lesson's kernel writes the answers: ask again whenever this page comes back into view.
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) model.send({ deed: "refresh" });
  });
  watcher.observe(el);
  return () => watcher.disconnect();
}

export default { render };
