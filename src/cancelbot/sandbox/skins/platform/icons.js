// Line icons, drawn inline; nothing is fetched.

const PATHS = {
  gear: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z M12 2.8l1.6 2.4 2.8-.6.9 2.8 2.7 1-.6 2.8 1.8 2.3-2.1 1.9.3 2.9-2.9.4-1.3 2.6-2.6-1.2-2.6 1.2-1.3-2.6-2.9-.4.3-2.9L3 13.5l1.8-2.3-.6-2.8 2.7-1 .9-2.8 2.8.6Z",
  updown: "M8 9.5l4-4 4 4 M8 14.5l4 4 4-4",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M12 11v5.5 M12 7.5v.2",
  edit: "M11 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5V13 M10 14l.5-3L18 3.5a1.6 1.6 0 0 1 2.5 2.5L13 13.5Z",
  trash: "M4 6.5h16 M9 6.5V4.5h6v2 M6 6.5l.8 13.5h10.4L18 6.5 M10 10.5v6 M14 10.5v6",
  plus: "M12 5v14 M5 12h14",
  stop: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M9.5 9.5h5v5h-5Z",
  bolt: "M13 3 5 13.5h6L10 21l8-10.5h-6Z",
  card: "M3.5 6h17v12h-17Z M3.5 10h17 M14 14.5h3.5",
  file: "M6 3.5h8l4.5 4.5v12.5H6Z M14 3.5V8h4.5",
  sliders: "M4 8h9 M17 8h3 M15 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z M4 16h3 M11 16h9 M9 13.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z",
  bars: "M4 20V12h4v8Z M10 20V4h4v16Z M16 20v-6h4v6Z",
  chat: "M12 4a8 7.5 0 0 0-6.6 11.7L4.5 19.5l3.900-1A8 7.5 0 1 0 12 4Z",
  key: "M15 4a5 5 0 0 0-4.7 6.7L4 17v3h3v-2h2v-2h2l1.5-1.5A5 5 0 1 0 15 4Z M16 8.2v.2",
  lines: "M5 5h14v14H5Z M8.5 9.5h7 M8.5 13h7",
  image: "M4 4.5h16v15H4Z M4 16l5-5 4 4 3-3 4 4 M9 8.5v.2",
  sound: "M5 10v4 M9 6v12 M13 9v6 M17 4v16 M21 10v4",
  play: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M10 8.5l5.5 3.5-5.5 3.5Z",
  store: "M12 4c4 0 7 1.3 7 3s-3 3-7 3-7-1.3-7-3 3-3 7-3Z M5 7v10c0 1.7 3 3 7 3s7-1.3 7-3V7 M5 12c0 1.7 3 3 7 3s7-1.3 7-3",
  menu: "M4 7h16 M4 12h16 M4 17h16",
};

export function icon(name, size = 16) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor",
    "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true",
  })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
