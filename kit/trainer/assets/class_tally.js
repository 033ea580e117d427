// Paper into the class. A letter fills its cell and moves on; the end of a row saves it. What a letter
// means, and whether it may stand, is told by Python; here only the keys.
function render({ model, el }) {
  const words = model.get("words");
  frame(el, "kit-book", "kit-tally");
  const send = (deed, more) => model.send({ deed, ...more });
  let drawn = "",
    cells = [],
    notes = [];

  const choices = (id, pairs, value, act) => {
    const pick = h(
      "select",
      { id, onchange: () => act(pick.value) },
      pairs.map(([key, text]) => h("option", { value: key, selected: key === value }, text)),
    );
    return pick;
  };

  function head(state) {
    const form = fresh("form"),
      moment = fresh("moment"),
      mode = fresh("mode"),
      going = fresh("going");
    const jump = h("input", {
      type: "text",
      id: going,
      class: "kit-short",
      onkeydown: (event) => {
        if (event.key === "Enter") go(jump);
      },
    });
    return [
      h(
        "div",
        { class: "kit-line" },
        h("label", { for: form }, words.form),
        choices(form, state.forms, state.form, (value) => send("choose", { form: value })),
        state.test ? h("label", { for: moment }, words.moment) : null,
        state.test
          ? choices(moment, words.moments, state.moment, (value) => send("choose", { moment: value }))
          : null,
        words.ways.map(([key, text]) =>
          h(
            "button",
            {
              type: "button",
              class: `kit-button${key === state.way ? " kit-main" : ""}`,
              "aria-pressed": String(key === state.way),
              onclick: () => send("choose", { way: key }),
            },
            text,
          ),
        ),
      ),
      state.way === "hands"
        ? h(
            "div",
            { class: "kit-line" },
            h("label", { for: mode }, words.mode),
            choices(mode, words.modes, state.mode, (value) => send("choose", { mode: value })),
          )
        : h("div", { class: "kit-line" }, h("label", { for: going }, words.going), jump),
      h("p", { class: "kit-small-words" }, state.way === "hands" ? words.how_hands : words.how),
      state.absent ? h("p", { class: "kit-small-words" }, state.absent) : null,
    ];
  }

  function go(jump) {
    const wanted = jump.value.replace(/\D/g, "").replace(/^0+/, "");
    const row = model
      .get("state")
      .rows.findIndex((r) => r.code.replace(/\D/g, "").replace(/^0+/, "") === wanted);
    if (row >= 0) {
      cells[row][0].focus();
      jump.value = "";
    }
  }

  // ── sheets ──
  function grid(state) {
    cells = [];
    notes = [];
    const rows = state.rows.map((row, r) => {
      const line = state.items.map((item, c) => cell(state, r, c, item, row.texts[c] || ""));
      const note = h("td", { role: "status", class: "kit-note-cell" });
      cells.push(line);
      notes.push(note);
      return h(
        "tr",
        {
          onfocusout: (event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) save(r);
          },
        },
        h("th", { scope: "row" }, row.code),
        line.map((input, c) => h("td", { "data-title": state.items[c].number }, input)),
        note,
      );
    });
    return h(
      "div",
      { class: "kit-wide", tabindex: "0", role: "region", "aria-label": words.form },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, words.code),
            state.items.map((item) =>
              h("th", { scope: "col" }, item.number, h("br", {}), h("small", {}, item.how)),
            ),
            h("th", { scope: "col" }, words.saved),
          ),
        ),
        h("tbody", {}, rows),
      ),
    );
  }

  function cell(state, r, c, item, text) {
    const input = h("input", {
      type: "text",
      value: text,
      autocomplete: "off",
      "aria-label": `${state.rows[r].code}, ${words.question.toLowerCase()} ${item.number}`,
      class: item.most === 1 ? "kit-letter" : "kit-short",
      inputmode: item.signs ? "text" : "decimal",
    });
    input.addEventListener("keydown", (event) => keyed(event, r, c, item, input));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("input", () => typed(r, c, item, input));
    return input;
  }

  function keyed(event, r, c, _item, input) {
    const to = { ArrowUp: [r - 1, c], ArrowDown: [r + 1, c] }[event.key];
    if (to) {
      event.preventDefault();
      focus(...to);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      next(r, c);
    }
    if (event.key === "Backspace" && !input.value && c > 0) {
      event.preventDefault();
      focus(r, c - 1);
    }
  }

  function typed(r, c, item, input) {
    if (!item.signs) return;
    const given = input.value.toUpperCase().replace(/Đ/g, "D").replace(/ /g, "-");
    const wrong = [...given].some((sign) => !item.signs.includes(sign) && sign !== "-");
    input.value = given;
    if (wrong) {
      const sign = [...given].find((each) => !item.signs.includes(each) && each !== "-");
      input.setAttribute("aria-invalid", "true");
      notes[r].textContent =
        `✗ ${words.wrong.replace("{number}", item.number).replace("{sign}", sign).replace("{how}", item.how)}`;
      notes[r].className = "kit-trouble";
      input.select();
      return;
    }
    if (input.getAttribute("aria-invalid")) {
      input.removeAttribute("aria-invalid");
      if (!cells[r].some((other) => other.getAttribute("aria-invalid"))) notes[r].textContent = "";
    }
    if (given === "-" || given.length >= item.most) next(r, c);
  }

  const focus = (r, c) => {
    if (cells[r]?.[c]) cells[r][c].focus();
  };
  function next(r, c) {
    if (c + 1 < cells[r].length) {
      focus(r, c + 1);
      return;
    }
    if (cells[r + 1]) focus(r + 1, 0);
    else save(r); // leaving the row saves it
  }

  function save(r) {
    const row = model.get("state").rows[r],
      given = cells[r].map((input) => input.value.trim());
    if (!given.some((text) => text)) return;
    const left = given.filter((text) => !text).length,
      bad = cells[r].some((input) => input.getAttribute("aria-invalid"));
    if (bad) return; // the wrong letter is told beside it
    if (left) {
      // what was not typed yet is no blank answer
      notes[r].textContent = words.half.replace("{n}", given.length - left).replace("{total}", given.length);
      notes[r].className = "kit-trouble";
      return;
    }
    const same = row.kept && given.every((text, c) => (text || "-") === (row.texts[c] || "-"));
    if (!same) send("sheet", { code: row.code, typed: given });
  }

  // ── raised hands ──
  function hands(state) {
    return h(
      "div",
      {},
      state.counted.map((row) => {
        const boxes = row.boxes.map(([key, text, value]) => {
          const input = h("input", {
            type: "text",
            inputmode: "numeric",
            class: "kit-letter",
            value,
            autocomplete: "off",
            "aria-label": `${words.question} ${row.number}, ${text}`,
          });
          input.addEventListener("keydown", (event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              keep();
            }
          });
          return { key, input, node: h("label", { class: "kit-hand" }, h("b", {}, text), input) };
        });
        const keep = () => {
          const heads = Object.fromEntries(boxes.map(({ key, input }) => [key, input.value.trim()]));
          const before = Object.fromEntries(row.boxes.map(([key, , value]) => [key, value]));
          if (JSON.stringify(heads) !== JSON.stringify(before)) send("count", { exercise: row.id, heads });
        };
        return h(
          "div",
          {
            class: "kit-line kit-hands",
            onfocusout: (event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) keep();
            },
          },
          h("b", {}, `${words.question} ${row.number}`),
          boxes.map((box) => box.node),
          h(
            "span",
            { role: "status", class: row.told ? "kit-trouble" : "" },
            row.told || (row.total ? `${words.total}: ${row.total} ✓` : ""),
          ),
        );
      }),
    );
  }

  function paint() {
    const state = model.get("state");
    const now = JSON.stringify([
      state.form,
      state.moment,
      state.way,
      state.mode,
      state.rows.map((row) => row.code),
      state.way === "hands" ? state.counted : 0,
    ]);
    if (now !== drawn) {
      drawn = now;
      el.replaceChildren(
        h(
          "section",
          {},
          state.forms.length ? head(state) : null,
          state.way === "hands" ? hands(state) : grid(state),
          done,
        ),
      );
    }
    if (state.way !== "hands")
      state.rows.forEach((row, r) => {
        if (!row.told && !row.kept && notes[r].textContent) return; // what the page itself has said of a row that is not sent
        notes[r].textContent = row.told
          ? `✗ ${row.told}`
          : row.doubt
            ? `✓ ⚠ ${row.doubt}`
            : row.kept
              ? "✓"
              : "";
        notes[r].className = row.told || row.doubt ? "kit-trouble" : "kit-note-cell";
      });
    done.textContent =
      state.way === "hands"
        ? ""
        : words.sheets_done.replace("#", state.rows.filter((row) => row.kept).length);
  }

  const done = h("p", { class: "kit-saved", role: "status" });
  model.on("change:state", paint);
  paint();
}

export default { render };
