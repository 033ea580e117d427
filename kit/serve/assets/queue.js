// Answers that wait for the line: kept in this telephone until the class's laptop has them on its disk, in the
// order in which they were given. IndexedDB where there is one, else localStorage; each has an id of its own, so
// that one that was sent twice is one.
const STORE = "kit-waiting";

const drawn = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

function openStore() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(STORE, 1);
    asked.onupgradeneeded = () =>
      asked.result.createObjectStore("deeds", { keyPath: "n", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error("blocked"));
  });
}

const whole = (asked) =>
  new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

function inDatabase(database) {
  const deeds = (mode) => database.transaction("deeds", mode).objectStore("deeds");
  return {
    async add(deed) {
      const way = database.transaction("deeds", "readwrite");
      way.objectStore("deeds").add(deed);
      await new Promise((done, fail) => {
        way.oncomplete = done;
        way.onerror = way.onabort = () => fail(way.error);
      });
    },
    all: () => whole(deeds("readonly").getAll()),
    async remove(id) {
      for (const deed of await whole(deeds("readonly").getAll()))
        if (deed.id === id) await whole(deeds("readwrite").delete(deed.n));
    },
  };
}

function inLocalStorage() {
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || [];
    } catch {
      return [];
    }
  };
  const write = (deeds) => localStorage.setItem(STORE, JSON.stringify(deeds));
  return {
    async add(deed) {
      write([...read(), deed]);
    },
    async all() {
      return read();
    },
    async remove(id) {
      write(read().filter((deed) => deed.id !== id));
    },
  };
}

const store = (async () => {
  try {
    return inDatabase(await openStore());
  } catch {
    return inLocalStorage();
  }
})();

const AGAIN = 4000; // milliseconds between two tries on a dead line

// `told(deed, answer)` hears what the laptop says to a deed; `shown(words, bad)` what is said of the line.
function mailbox(seat, words, told, shown) {
  let busy = false,
    again = null,
    kept = [];
  const newest = {}; // the deed done last at each exercise: what is said to an older one would paint over it
  const tell = (deed, body, trouble) => {
    if (!newest[deed.exercise] || newest[deed.exercise] === deed.id) told(deed, body, trouble);
  };

  async function keep(deed) {
    kept.push(deed); // where the telephone keeps nothing, at least this page does
    try {
      await (await store).add(deed);
    } catch {
      shown(words.full, true);
    }
  }
  async function drop(deed) {
    kept = kept.filter((other) => other.id !== deed.id);
    try {
      await (await store).remove(deed.id);
    } catch {
      /* it is sent once more and is the same answer */
    }
  }
  async function waiting() {
    let found = [];
    try {
      found = await (await store).all();
    } catch {
      /* told when it was to be kept */
    }
    const ids = new Set(found.map((deed) => deed.id));
    return [...found, ...kept.filter((deed) => !ids.has(deed.id))];
  }

  async function send(deed) {
    const age = Math.max(0, (Date.now() - deed.at) / 1000);
    const answer = await post("lam", {
      deed: deed.deed,
      exercise: deed.exercise,
      answer: deed.answer,
      sure: deed.sure,
      of: deed.of,
      id: deed.id,
      seat: deed.seat,
      age,
    });
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408)
      throw new Error(String(answer.status));
    const body = await answer.json().catch(() => ({}));
    if (answer.status === 401) throw Object.assign(new Error("out"), { out: true });
    return [answer.ok, body];
  }

  async function flush() {
    if (busy) {
      again =
        again ||
        setTimeout(() => {
          again = null;
          flush();
        }, 300);
      return;
    }
    busy = true;
    try {
      let sent = 0;
      for (const deed of (await waiting()).filter((each) => each.seat === seat)) {
        const [ok, body] = await send(deed);
        await drop(deed);
        sent += 1;
        if (!ok) shown(words.refused.replace("{cause}", body.error || ""), true);
        tell(deed, ok ? body : null, body.error || "");
        network.away = false;
        if (ok && sent) shown("", false);
      }
      await others();
    } catch (error) {
      const left = (await waiting()).filter((each) => each.seat === seat);
      shown(error.out ? words.out : words.away.replace("{n}", left.length), true);
      for (const deed of left) tell(deed, null, words.waiting);
      network.away = !error.out;
      clearTimeout(again);
      if (!error.out)
        again = setTimeout(() => {
          again = null;
          flush();
        }, AGAIN);
    } finally {
      busy = false;
    }
  }
  async function others() {
    const left = (await waiting()).filter((each) => each.seat !== seat);
    if (left.length) shown(words.someone.replace("{n}", left.length).replace("{code}", left[0].seat), true);
  }

  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) flush();
  });
  return {
    flush,
    async put(exercise, content) {
      const deed = { ...content, exercise, seat, id: drawn(), at: Date.now() };
      newest[exercise] = deed.id;
      if (content.deed === "check") await keep(deed);
      else {
        kept.push(deed);
      }
      await flush();
    },
  };
}

function lineShown(words, bad) {
  const net = byId("net");
  net.textContent = words;
  net.hidden = !words;
  net.classList.toggle("trouble", bad);
}
