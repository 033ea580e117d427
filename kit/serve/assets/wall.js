// The projector: large, no code, no name; by keyboard and with a presenter's clicker.
const data = pageData(),
  words = data.words;
let view = data.view;

function paint(now) {
  view = now;
  const asked = now.asked;
  byId("join").hidden = !!asked;
  const place = byId("question");
  place.hidden = !asked;
  if (!asked) return;
  place.classList.toggle("told", !!asked.explained);
  place.replaceChildren(
    h(
      "div",
      {},
      ...[
        h(
          "p",
          { class: "count" },
          h("b", {}, words.number.replace("{number}", asked.number)),
          ` · ${asked.answered}`,
        ),
        h("div", { class: "prompt", html: asked.prompt }),
        asked.image ? h("img", { src: asked.image.src, alt: asked.image.alt }) : null,
        asked.test ? h("p", {}, asked.test) : null,
        asked.few ? h("p", { class: "small" }, asked.few) : null,
        asked.bars.length
          ? h(
              "ul",
              { class: "bars" },
              asked.bars.map((bar) =>
                h(
                  "li",
                  { class: bar.right ? "key" : "" },
                  h(
                    "span",
                    { class: "words" },
                    h("b", {}, `${bar.sign} `),
                    h("span", { html: bar.html }),
                    bar.right ? h("b", { class: "chip on" }, `✓ ${words.key}`) : null,
                  ),
                  h("span", { class: "track" }, h("i", { style: `width:${bar.part}%` })),
                  h("span", { class: "heads" }, bar.heads === null ? "" : String(bar.heads)),
                ),
              ),
            )
          : null,
        asked.texts.length
          ? h(
              "ul",
              { class: "texts" },
              asked.texts.map((text) => h("li", {}, text.words)),
            )
          : null,
      ].filter(Boolean),
    ),
    asked.explained
      ? h("div", { class: "explained" }, h("h2", {}, words.explained), h("div", { html: asked.explained }))
      : "",
  );
}

// Clickers send page down and up, some arrows; space explains, Escape takes the question away.
addEventListener("keydown", (event) => {
  const n = data.order.indexOf(view.asked ? view.asked.id : "");
  const deeds = {
    PageDown: ["ask", data.order[n + 1]],
    ArrowRight: ["ask", data.order[n + 1]],
    PageUp: ["ask", data.order[n - 1]],
    ArrowLeft: ["ask", data.order[n - 1]],
    " ": ["explain", view.asked?.can_explain ? view.asked.id : undefined],
    Escape: ["unask", ""],
  };
  const deed = deeds[event.key];
  if (!deed) return;
  event.preventDefault();
  if (deed[1] !== undefined) post("giang-vien/lam", { deed: deed[0], name: deed[1] });
});
paint(data.view);
listen("giang-vien/chieu/tin", (now, there) => {
  byId("net").hidden = there;
  byId("net").textContent = words.lost;
  if (there) paint(now);
});
document.documentElement.dataset.ready = "1";
