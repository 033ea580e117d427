// Every control takes an answer in and gives the same answer back; nothing else in the kit tests that without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { JSDOM } from "jsdom";

const { script, samples } = JSON.parse(readFileSync(process.env.KIT_FRONT, "utf8"));
const { window } = new JSDOM("<!doctype html><html lang='vi'><body></body></html>", {
  pretendToBeVisual: true,
});
for (const name of ["document", "Element", "HTMLElement", "Node", "Event", "addEventListener"]) {
  globalThis[name] = window[name];
}
const { controls } = await import(pathToFileURL(script));

for (const { kind, control, answer } of samples) {
  const make = (changed = () => {}) => controls[control.type](control, changed, () => {});

  test(`${kind}: an answer that is written in is read back`, () => {
    const made = make();
    document.body.replaceChildren(made.node);
    made.write(answer);
    assert.deepEqual(made.read(), answer);
  });

  test(`${kind}: written twice is written once`, () => {
    const made = make();
    made.write(answer);
    made.write(answer);
    assert.deepEqual(made.read(), answer);
  });

  test(`${kind}: a control that nobody touched holds no answer of a neighbour`, () => {
    const first = make(),
      second = make();
    document.body.replaceChildren(first.node, second.node);
    const untouched = JSON.stringify(second.read());
    first.write(answer);
    assert.equal(JSON.stringify(second.read()), untouched);
  });

  test(`${kind}: what takes the focus keeps JupyterLab's keys away and has a name`, () => {
    const made = make();
    document.body.replaceChildren(made.node);
    for (const each of made.node.querySelectorAll("input, select, textarea, button")) {
      assert.equal(each.getAttribute("data-lm-suppress-shortcuts"), "true");
      const named =
        each.closest("label") || each.getAttribute("aria-label") || each.labels?.length || each.textContent;
      assert.ok(named || each.getAttribute("aria-labelledby"), each.outerHTML);
    }
  });

  test(`${kind}: marks that were set go away with the next ones`, () => {
    const made = make();
    document.body.replaceChildren(made.node);
    made.write(answer);
    made.mark({});
    assert.deepEqual(made.read(), answer);
  });
}
