// Dragging by finger, pen or mouse alike. It adds a way: lists, buttons and keys stay for whoever cannot drag.
// `over(x, y)` hears where the pointer is, `drop(x, y)` where it was let go; x is null when it was taken away.
function draggable(handle, over, drop) {
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const move = (now) => over(now.clientX, now.clientY);
    const end = (now) => {
      handle.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) handle.removeEventListener(name, end);
      drop(now.type === "pointerup" ? now.clientX : null, now.clientY);
    };
    handle.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, end);
  });
  return handle;
}

const grip = () => h("span", { class: "kit-grip", "aria-hidden": "true" }, "⠿");
const under = (x, y, nodes) =>
  nodes.find((node) => {
    const box = node.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });

// A row whose place is chosen from a list may be dragged onto the place as well.
function dropPlaces(places, rows, _changed) {
  const bins = places.map(([value, text]) => h("div", { class: "kit-bin", "data-place": value }, text));
  for (const { node, select, words } of rows) {
    const ghost = h("div", { class: "kit-ghost", hidden: true }, words.textContent);
    const show = (x, y) => {
      ghost.hidden = x === null;
      ghost.style.transform = `translate(${x || 0}px, ${y || 0}px)`;
      const aim = x === null ? null : under(x, y, bins);
      for (const bin of bins) bin.classList.toggle("kit-over", bin === aim);
      return aim;
    };
    const handle = draggable(grip(), show, (x, y) => {
      const aim = show(x, y);
      show(null);
      if (!aim) return;
      select.value = aim.dataset.place;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    node.classList.add("kit-with-grip");
    node.prepend(handle);
    node.append(ghost);
  }
  return h("div", { class: "kit-bins", "aria-hidden": "true" }, bins);
}
