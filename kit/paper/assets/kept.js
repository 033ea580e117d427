// The host of a lesson that lies in a telephone's storage: nobody is at the other end. Answers stay in this
// telephone until they are handed in; nothing is judged here.
const sheets = pageData();
const KEY = `kit-phone/${sheets.store}`;
const said = (text) => {
  byId("said").textContent = text;
};
const two = (n) => String(n).padStart(2, "0");
const drawn = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}
const book = { code: "", people: "1", tries: [], hints: {}, seen: {}, ...kept() };
function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(book));
    return true;
  } catch {
    return false;
  }
}

const lastOf = (id) => [...book.tries].reverse().find((each) => each.exercise === id);
function isEmpty(answer) {
  if (answer === null || answer === undefined || answer === "") return true;
  if (Array.isArray(answer)) return answer.length === 0;
  if (typeof answer === "object")
    return Object.values(answer).every(
      (value) => typeof value !== "boolean" && typeof value !== "number" && isEmpty(value),
    );
  return false;
}

function stateOfSheet(id, trouble) {
  const sheet = sheets.exercises[id],
    last = lastOf(id),
    shown = book.hints[id] || 0,
    words = sheets.words;
  const state = {
    ...sheet.state,
    hints: sheet.hints.slice(0, shown),
    hints_left: sheet.hints.length - shown,
    hint_word: words.hint.replace("{n}", shown + 1).replace("{total}", sheet.hints.length),
    tries: book.tries.filter((each) => each.exercise === id).length,
  };
  if (last) {
    const at = new Date(last.at);
    const when = `${two(at.getHours())}:${two(at.getMinutes())} ${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
    Object.assign(state, {
      status: "recorded",
      badge: words.badge,
      words: [sheet.judged ? words.recorded : words.own],
      saved: words.kept.replace("{at}", when),
      can_explain: !!sheet.explanation && !book.seen[id],
      explanation: book.seen[id] ? sheet.explanation : "",
    });
  }
  if (trouble) Object.assign(state, { status: "unanswered", words: [trouble] });
  return state;
}

// The same two words as the mailbox of a class server: put a deed, flush what waits.
function mailbox(_seat, _words, told, shown) {
  return {
    flush() {},
    put(id, content) {
      let trouble = "",
        restored;
      if (content.deed === "check") {
        if (isEmpty(content.answer)) trouble = sheets.words.incomplete;
        else
          book.tries.push({
            exercise: id,
            answer: content.answer,
            sure: content.sure || "",
            at: new Date().toISOString(),
            id: drawn(),
          });
      }
      if (content.deed === "hint") book.hints[id] = (book.hints[id] || 0) + 1;
      if (content.deed === "explain" && lastOf(id)) book.seen[id] = true;
      if (content.deed === "retry") restored = { answer: null, n: Math.random() };
      if (!keep()) shown(sheets.words.full, true);
      told(
        { deed: content.deed, exercise: id },
        { state: stateOfSheet(id, trouble), ...(restored ? { restored } : {}) },
        "",
      );
    },
  };
}
function lineShown(words, bad) {
  byId("net").textContent = words;
  byId("net").hidden = !words;
  byId("net").classList.toggle("trouble", bad);
}

for (const [id, sheet] of Object.entries(sheets.exercises)) {
  const last = lastOf(id);
  sheet.restored = { answer: last ? last.answer : null, n: 1 };
  sheet.first = stateOfSheet(id, "");
}
source.open = () => {
  const found = pageData();
  for (const [id, sheet] of Object.entries(sheets.exercises))
    Object.assign(found.exercises[id], { restored: sheet.restored, state: sheet.first });
  return found;
};

// ── handing in ──
const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function crc32(text) {
  let c = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) c = crcTable[(c ^ byte) & 0xff] ^ (c >>> 8);
  return ((c ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}
function ready() {
  book.code = byId("code").value.trim();
  book.people = byId("people").value;
  keep();
  if (!book.tries.length) {
    said(sheets.words.nothing);
    return false;
  }
  if (!book.code) {
    said(sheets.words.code);
    byId("code").focus();
    return false;
  }
  return true;
}
const people = () => Math.min(Math.max(1, parseInt(byId("people").value, 10) || 1), 30);

function asFile(now) {
  const common = {
    status: "recorded",
    points: null,
    people: people(),
    learner: "",
    picture: "",
    class_id: sheets.class,
    machine: "",
    arrived: "",
    v: 1,
  };
  const named = {
    ...common,
    deed: "learner",
    exercise: "",
    digest: "",
    answer: null,
    status: "",
    sure: "",
    learner: book.code,
    at: now,
    id: `name-${crc32(book.code + KEY)}`,
  };
  const lines = [
    named,
    ...book.tries.map((each) => ({
      ...common,
      deed: "attempt",
      digest: sheets.exercises[each.exercise].digest,
      ...each,
    })),
  ];
  const head = {
    kit: "bai-nop",
    v: 1,
    class: sheets.class,
    learner: book.code,
    people: people(),
    made: now,
    records: lines.length,
    left_out: 0,
  };
  return `${[head, ...lines].map((line) => JSON.stringify(line)).join("\n")}\n`;
}
function asMessage(now) {
  const tries = book.tries.filter(
    (each) =>
      lastOf(each.exercise) === each || book.tries.find((first) => first.exercise === each.exercise) === each,
  );
  const body = {
    l: book.code,
    p: people(),
    c: sheets.class,
    t: now,
    m: sheets.module,
    a: tries.map((each) => [
      each.exercise.split("/")[1],
      sheets.exercises[each.exercise].digest,
      each.at,
      each.sure,
      each.id,
      each.answer,
    ]),
  };
  let bytes = "";
  for (const byte of new TextEncoder().encode(JSON.stringify(body))) bytes += String.fromCharCode(byte);
  const packed = btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return `KIT-BAI-NOP\n${packed.replace(/(.{76})/g, "$1\n")}\nHET-${crc32(packed)}`;
}

byId("code").value = book.code;
byId("people").value = book.people;
byId("file").onclick = () => {
  if (!ready()) return;
  const now = new Date();
  const name = `nop-bai-${book.code.replace(/[^A-Za-z0-9]+/g, "-")}-${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.txt`;
  const link = h("a", {
    href: URL.createObjectURL(new Blob([asFile(now.toISOString())], { type: "text/plain" })),
    download: name,
  });
  document.body.append(link);
  link.click();
  link.remove();
  said(sheets.words.saved.replace("{name}", name));
};
byId("text").onclick = async () => {
  if (!ready()) return;
  const place = byId("message");
  place.value = asMessage(new Date().toISOString());
  place.hidden = false;
  place.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(place.value);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  said(done ? sheets.words.copied : sheets.words.by_hand);
};
