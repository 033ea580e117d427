// Small drawings of the kit's own, one stroke wide, in the colour of the words beside them.
const ICONS = {
  talk: "M4 5h11v8H9l-3 3v-3H4zM18 9h2v8h-2v3l-3-3h-4",
  bars: "M4 20h16M6 17v-5M11 17V7M16 17v-8",
  lens: "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM14.5 14.5 20 20M7.5 10l2 2 3-4",
  book: "M12 6c-2-1.6-5-2-8-2v14c3 0 6 .4 8 2 2-1.6 5-2 8-2V4c-3 0-6 .4-8 2zM12 6v14",
  people:
    "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c0-4 3-6 6-6s6 2 6 6M16 5.2a3 3 0 0 1 0 5.6M17.5 14.4c2 .8 3.5 2.6 3.5 5.6",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
  pen: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  phone: "M8 3h8v18H8zM11 18h2",
  chart: "M4 4v16h16M7 15l4-5 3 3 5-7",
  print: "M7 9V4h10v5M5 9h14v7h-2M7 16H5M7 14h10v6H7z",
  cards: "M4 7h10v13H4zM8 7V4h12v13h-6M7 11h4M7 14h4",
  table: "M4 5h16v14H4zM4 10h16M10 10v9",
  hoa: "M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM12 9.5c-2-6 2-6 0 0M14.4 11.2c5-3.8 6.3 0 0 0M13.5 14c5 3.8 1.8 6.2 0 0M10.5 14c-1.8 6.2-5 3.8 0 0M9.6 11.2c-6.3 0-5-3.8 0 0",
  trau: "M3 6c0 4 3 6 6 6M21 6c0 4-3 6-6 6M9 10h6l1 6c0 3-2 4-4 4s-4-1-4-4zM10 14h.1M14 14h.1M10.5 18h3",
  lua: "M12 21V8M12 8c-2-1-2-4 0-5 2 1 2 4 0 5zM12 12c-3 0-4-2-4-4 3 0 4 2 4 4zM12 12c3 0 4-2 4-4-3 0-4 2-4 4zM12 16c-3 0-4-2-4-4 3 0 4 2 4 4zM12 16c3 0 4-2 4-4-3 0-4 2-4 4z",
  ngo: "M12 3c3 2 4 6 4 9s-2 6-4 6-4-3-4-6 1-7 4-9zM9.5 8h5M9 11h6M9.3 14h5.4M8 13c-3 2-3 6 4 8 7-2 7-6 4-8",
  ga: "M14 8a3 3 0 0 1 5-2l2 1-2 1c0 6-3 9-8 9-4 0-7-3-7-8l4 3 6-1zM15 4l1-1 1 1 1-1M11 17v3M13.5 16.6V20M16.5 7.5h.1",
  la: "M5 19C4 10 9 5 20 4c0 10-5 15-12 14M5 19c3-5 6-8 10-10",
  sao: "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
  trang: "M19 14.5A8 8 0 0 1 9.5 5 8 8 0 1 0 19 14.5z",
};

function icon(name) {
  const path = `<path d="${ICONS[name] || ICONS.book}" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>`;
  return h("span", {
    class: "kit-icon",
    "aria-hidden": "true",
    html: `<svg viewBox="0 0 24 24" width="24" height="24" focusable="false">${path}</svg>`,
  });
}
