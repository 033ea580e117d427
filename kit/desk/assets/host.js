// The host of a telephone: gives the kit's controls what a widget's model gives them (get, set, on, send).
// Browsers of 2020 lack a few words that the controls use.
if (!Element.prototype.replaceChildren) {
  Element.prototype.replaceChildren = function replaceChildren(...nodes) {
    while (this.firstChild) this.firstChild.remove();
    this.append(...nodes);
  };
}

/** @param {string} id @returns {any} the element, of whatever sort it is */
const byId = (id) => document.getElementById(id);
/** @param {string} selector @returns {any} */
const find = (selector) => document.querySelector(selector);
/** @param {Event} event @returns {Element} what was pressed; the page itself where that is no element */
const elementOf = (event) => (event.target instanceof Element ? event.target : document.documentElement);
const pageData = () => JSON.parse(byId("data").textContent);
// Behind a proxy of a province the class lies under a path of its own.
const here = (path) => (document.documentElement.dataset.at || "/") + path;
const source = { open: pageData }; // another host may put in what it has kept

function hostModel(values, send) {
  const heard = {};
  return {
    get: (key) => values[key],
    set(key, value) {
      values[key] = value;
      for (const hear of heard[`change:${key}`] || []) hear();
    },
    on(name, hear) {
      heard[name] = [...(heard[name] || []), hear];
    },
    off(name, hear) {
      heard[name] = (heard[name] || []).filter((other) => other !== hear);
    },
    save_changes() {},
    send,
  };
}

async function post(address, body, type = "application/json") {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 25000);
  try {
    return await fetch(here(address), {
      method: "POST",
      headers: { "Content-Type": type },
      signal: stop.signal,
      credentials: "same-origin",
      body: type === "application/json" ? JSON.stringify(body) : body,
    });
  } finally {
    clearTimeout(timer);
  }
}

// What the trainer opens comes by itself. A browser takes up a line that was cut, but gives up for good on a server
// that answers something else for a moment, as one does that is being started: then it is opened anew.
function listen(address, hear) {
  let source = null;
  function open() {
    source = new EventSource(here(address));
    source.onmessage = (event) => hear(JSON.parse(event.data), true);
    source.onerror = () => {
      hear(null, false);
      if (source.readyState === 2) setTimeout(open, 3000);
    };
  }
  open();
  addEventListener("pagehide", () => source.close());
}

// While the line is dead a link would lead to the browser's own page of an error, and what is open would be gone.
const network = { away: false };
function stayWhileAway(words) {
  document.addEventListener("click", (event) => {
    const link = elementOf(event).closest("a[href]");
    if (!network.away || !link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    byId("net").textContent = words;
    byId("net").hidden = false;
  });
}
