// Small builders shared by the kit's widgets. Text goes in as text; only the HTML that
// kit.html has escaped goes in as HTML.
// JupyterLab reads single keys and arrows as commands of its own; on whatever takes the focus in
// the kit they belong to the learner. The mark must be on the focused element itself.
const FOCUSABLE = ["input", "button", "textarea", "select", "a"];

function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  if (FOCUSABLE.includes(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "html") node.innerHTML = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let counter = 0;
const fresh = (stem) => `kit-${stem}-${++counter}-${Math.random().toString(36).slice(2, 7)}`;

function frame(el, ...names) {
  el.classList.add("kit", ...names);
  el.setAttribute("lang", labData().kitLanguage || document.documentElement.lang || "vi");
}

// What JupyterLab's page knows of itself; a page of the class server has none.
function labData() {
  try {
    return JSON.parse(document.getElementById("jupyter-config-data").textContent);
  } catch {
    return {};
  }
}

function baseUrl() {
  return labData().baseUrl || "/";
}

// Plays a recording; the one before it stops, and the same one again begins anew.
let playing = null;
function playSound(source) {
  if (playing) playing.pause();
  playing = new Audio(source.startsWith("files/") ? baseUrl() + source : source);
  playing.play().catch((error) => console.error("kit", error));
}

// What the province says of a text in a language of its own: words, a button that plays, or both.
function localLine(line) {
  const player = line.sound
    ? h(
        "button",
        { type: "button", class: "kit-small kit-listen", onclick: () => playSound(line.sound) },
        `♪ ${line.listen}`,
      )
    : null;
  return h(
    "p",
    { class: "kit-second" },
    line.words ? h("b", {}, `${line.language}: `) : null,
    line.words ? h("span", { translate: "no" }, line.words) : null,
    player,
  );
}

// Files that were made: each with buttons that open it, or its folder, on this machine.
function producedList(files, model) {
  if (!files?.names.length) return "";
  const open = (n, folder, text, name) =>
    h(
      "button",
      {
        type: "button",
        class: "kit-small",
        "aria-label": `${text}: ${name}`,
        onclick: () => model.send({ deed: "open", n, folder }),
      },
      text,
    );
  return h(
    "ul",
    { class: "kit-produced" },
    files.names.map((name, n) =>
      h(
        "li",
        {},
        h("b", {}, name),
        " ",
        open(n, false, files.words.file, name),
        " ",
        open(n, true, files.words.folder, name),
      ),
    ),
  );
}
