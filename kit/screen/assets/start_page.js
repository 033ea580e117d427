// The start page: the class of today, the courses with one's own progress, the way on, a trainer's tools.
function render({ model, el }) {
  frame(el, "kit-start");
  const words = model.get("words");
  const open = (path) => ({ href: `${baseUrl()}lab/tree/${path}`, "data-kit-open": path });
  const link = (path, text, extra) => h("a", { class: `kit-button ${extra || ""}`, ...open(path) }, text);

  function today(state) {
    const pages = state.groups.find((group) => group.sort === "class");
    return h(
      "section",
      { class: "kit-next kit-today" },
      h("p", { class: "kit-over-title" }, state.today.when),
      h("h2", {}, state.today.title),
      h(
        "div",
        { class: "kit-buttons" },
        (pages ? pages.entries : []).map((page) =>
          h("a", { class: "kit-button", ...open(page.path) }, icon(page.icon), page.title),
        ),
      ),
    );
  }

  function following(state) {
    return h(
      "section",
      { class: "kit-next" },
      h("p", { class: "kit-over-title" }, words.next),
      h("h2", {}, state.next.title),
      link(state.next.path, words.go_on, "kit-main"),
    );
  }

  const bar = (part) => h("div", { class: "kit-bar" }, h("i", { style: `width:${part}%` }));

  function course(module) {
    return h(
      "section",
      { class: "kit-module kit-course" },
      h("div", { class: "kit-card-head" }, icon(module.icon), h("h2", {}, module.title)),
      h("p", { class: "kit-small-words", html: module.summary }),
      h("div", { class: "kit-whole" }, bar(module.part), h("span", {}, module.progress)),
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
              h("div", { class: "kit-small-words" }, lesson.facts),
              h("span", { class: `kit-progress kit-${lesson.state}` }, lesson.progress),
            ),
            link(lesson.path, words[lesson.state], `kit-go ${lesson.state === "begun" ? "kit-main" : ""}`),
          ),
        ),
      ),
    );
  }

  function tiles(group) {
    return h(
      "section",
      { class: "kit-module kit-tools" },
      h("h2", {}, group.title),
      h("p", { class: "kit-small-words", html: group.summary }),
      h(
        "ul",
        { class: "kit-tiles" },
        group.entries.map((entry) =>
          h(
            "li",
            {},
            h(
              "a",
              { class: "kit-tile", ...open(entry.path) },
              icon(entry.icon),
              h("span", {}, h("b", {}, entry.title), h("span", {}, entry.facts)),
            ),
          ),
        ),
      ),
    );
  }

  function paint() {
    const state = model.get("state");
    el.replaceChildren(
      state.today ? today(state) : "",
      state.next ? following(state) : "",
      h("div", { class: "kit-courses" }, state.courses.map(course)),
      h("div", { class: "kit-groups" }, state.groups.map(tiles)),
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
