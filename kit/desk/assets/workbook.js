// A workbook: forms as labelled fields, ledgers as tables, a word beside every cell that must be mended.
// Rules live in Python; a change goes there and comes back judged, worked out and saved.
function render({ model, el }) {
  frame(el, "kit-book");
  const face = model.get("face"),
    words = face.words,
    cells = {};
  const key = (sheet, row, field) => `${sheet}/${row}/${field}`;
  const send = (deed, more) => model.send({ deed, ...more });

  function cell(sheet, row, field, label) {
    const at = key(sheet.id, row, field.id),
      told = h("div", { class: "kit-mark", id: fresh("told"), role: "status" });
    if (field.computed) {
      const shown = h("output", { "aria-label": label });
      cells[at] = {
        told,
        write: (text) => {
          shown.textContent = text || "–";
        },
      };
      return h("div", {}, shown, told);
    }
    const common = {
      "aria-label": label,
      "aria-describedby": told.id,
      onchange: () => send("write", { sheet: sheet.id, row, field: field.id, text: input.value }),
    };
    const input = field.choices
      ? h(
          "select",
          common,
          h("option", { value: "" }, "…"),
          field.choices.map((choice) =>
            Array.isArray(choice)
              ? h("option", { value: choice[0] }, choice[1])
              : h("option", { value: choice }, choice),
          ),
        )
      : field.long
        ? h("textarea", { ...common, rows: 2 })
        : h("input", {
            ...common,
            type: "text",
            inputmode: field.digits ? "decimal" : undefined,
            class: field.digits ? "kit-short" : undefined,
            placeholder: field.sample || undefined,
          });
    let last = ""; // what came from Python last: words that are just being typed are left alone
    cells[at] = {
      told,
      focus: () => {
        input.scrollIntoView({ block: "center" });
        input.focus();
      },
      write(text) {
        if (text === last) return;
        last = text;
        if (field.choices) {
          // what an Excel file held and the list does not know stays visible
          const known = [...input.options].some((option) => option.value === text);
          if (!known) input.append(h("option", { value: text }, text));
        }
        input.value = text;
      },
      flag(wrong) {
        wrong ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
      },
    };
    return h("div", {}, input, told);
  }

  const bodies = {};
  function form(sheet) {
    return h(
      "div",
      {},
      sheet.fields.map((field) =>
        h(
          "div",
          { class: "kit-field" },
          h("span", { class: "kit-label" }, field.title, field.required ? " *" : ""),
          field.help ? h("span", { class: "kit-small-words" }, field.help) : null,
          cell(sheet, 1, field, field.title),
        ),
      ),
    );
  }

  function ledger(sheet) {
    const body = h("tbody"),
      pager = h("div", { class: "kit-line" }),
      about = h("div", { class: "kit-mark", role: "status" });
    bodies[sheet.id] = { body, pager, about, drawn: "" };
    return h(
      "div",
      {},
      h(
        "div",
        { class: "kit-wide", role: "region", tabindex: "0", "aria-label": sheet.title },
        h(
          "table",
          {},
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              h("th", { scope: "col" }, words.row),
              sheet.fields.map((f) => h("th", { scope: "col" }, f.title, f.required ? " *" : "")),
              h("th", { scope: "col" }, words.remove),
            ),
          ),
          body,
        ),
      ),
      about,
      pager,
      h(
        "button",
        { type: "button", class: "kit-button", onclick: () => send("add", { sheet: sheet.id }) },
        words.add,
      ),
    );
  }

  function drawRows(sheet, state) {
    const place = bodies[sheet.id],
      { first, count, total, pages, page } = state.views[sheet.id];
    const drawn = `${first}+${count}`;
    if (place.drawn !== drawn) {
      for (const at of Object.keys(cells)) if (at.startsWith(`${sheet.id}/`)) delete cells[at];
      place.body.replaceChildren(
        ...Array.from({ length: count }, (_, n) => first + n).map((row) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, String(row)),
            sheet.fields.map((field) =>
              h(
                "td",
                { "data-title": field.title },
                cell(sheet, row, field, `${field.title}, ${words.row.toLowerCase()} ${row}`),
              ),
            ),
            h(
              "td",
              {},
              h(
                "button",
                {
                  type: "button",
                  class: "kit-button kit-small",
                  "aria-label": `${words.remove} ${row}`,
                  onclick: () => send("remove", { sheet: sheet.id, row }),
                },
                "✕",
              ),
            ),
          ),
        ),
      );
      place.drawn = drawn;
    }
    const turn = (to, text) =>
      h(
        "button",
        {
          type: "button",
          class: "kit-button",
          disabled: to < 1 || to > pages,
          onclick: () => send("turn", { sheet: sheet.id, page: to }),
        },
        text,
      );
    place.pager.replaceChildren(
      ...(pages > 1
        ? [
            turn(page - 1, words.back),
            h("span", {}, `${page}/${pages} (${total})`),
            turn(page + 1, words.next),
          ]
        : []),
    );
  }

  function paint() {
    const state = model.get("state");
    for (const sheet of face.sheets) if (sheet.kind === "ledger") drawRows(sheet, state);
    for (const [at, cell] of Object.entries(cells)) {
      cell.write(state.texts[at] || "");
      const told = state.told[at] || [];
      cell.told.replaceChildren(
        ...told.map((t) => h("p", {}, `${(t.notice ? "⚠ " : "✗ ") + t.sentence} `, h("i", {}, t.remedy))),
      );
      if (cell.flag) cell.flag(told.some((t) => !t.notice));
    }
    for (const sheet of face.sheets)
      if (bodies[sheet.id]) bodies[sheet.id].about.textContent = (state.about[sheet.id] || []).join(" ");
    const gaps = state.empty.filter((gap) => cells[gap.at] && cells[gap.at].focus);
    empty.replaceChildren(
      ...gaps.map((gap) =>
        h("button", { type: "button", class: "kit-small", onclick: () => cells[gap.at].focus() }, gap.title),
      ),
    );
    empty.hidden = !gaps.length;
    status.textContent = state.status;
    status.className = state.unsaved ? "kit-saved kit-unsaved" : "kit-saved";
    counts.textContent = state.counts;
    const waits = !!state.asked;
    asked.hidden = !waits;
    if (waits) {
      asked.replaceChildren(
        h("p", {}, h("b", {}, state.asked.words)),
        h(
          "ul",
          {},
          state.asked.lines.map((line) => h("li", {}, line)),
        ),
        h(
          "div",
          { class: "kit-buttons" },
          h("button", { type: "button", class: "kit-button", onclick: () => send("leave") }, words.leave),
          h(
            "button",
            { type: "button", class: "kit-button kit-danger", onclick: () => send("take") },
            words.take,
          ),
        ),
      );
      asked.querySelector("button").focus();
    }
    undo.hidden = !state.undo || waits;
    files.replaceChildren(producedList(state.files, model));
  }

  const files = h("div", {}),
    empty = h("div", { class: "kit-buttons kit-empty" });
  const status = h("p", { class: "kit-saved", role: "status" }),
    counts = h("p", { role: "status" });
  const asked = h("div", { class: "kit-asked", role: "alertdialog", "aria-label": words.take });
  const undo = h("button", { type: "button", class: "kit-button", onclick: () => send("undo") }, words.undo);
  const file = h("input", {
    type: "file",
    accept: ".xlsx",
    id: fresh("file"),
    onchange: async () => {
      const bytes = file.files[0] && new Uint8Array(await file.files[0].arrayBuffer());
      if (bytes) model.send({ deed: "read" }, undefined, [bytes.buffer]);
      file.value = "";
    },
  });
  const sections = face.sheets.map((sheet) =>
    h(
      "section",
      { class: "kit-sheet" },
      h("h2", { class: "kit-heading" }, sheet.title),
      sheet.kind === "form" ? form(sheet) : ledger(sheet),
    ),
  );
  el.replaceChildren(
    h(
      "section",
      {},
      h("div", { html: face.summary }),
      counts,
      empty,
      status,
      h(
        "div",
        { class: "kit-line" },
        words.excel
          ? h(
              "button",
              { type: "button", class: "kit-button kit-main", onclick: () => send("excel") },
              words.excel,
            )
          : null,
        words.arrange
          ? h(
              "button",
              { type: "button", class: "kit-button", onclick: () => send("arrange") },
              words.arrange,
            )
          : null,
        words.read ? h("label", { for: file.id, class: "kit-button kit-file" }, words.read, file) : null,
        undo,
      ),
      files,
      asked,
    ),
    ...sections,
  );
  model.on("change:state", paint);
  paint();
}

export default { render };
