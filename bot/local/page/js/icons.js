// Line drawings, 24 by 24.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  alert: "M12 9v4m0 3.5v.01M10.3 4.2 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0z",
  bin: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v5.5M13.7 10.5v5.5",
  busy: "M12 3a9 9 0 1 0 9 9",
  camera: "M4 8a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM15 10.5l5-3v9l-5-3",
  check: "M8.5 12.2l2.5 2.5 4.7-5.2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  chevron: "M9 6l6 6-6 6",
  clip: "M20 11.5l-8.3 8.3a5 5 0 0 1-7-7l8.4-8.4a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.3a1.7 1.7 0 0 1-2.4-2.4l7.8-7.7",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM5 15V4h10",
  download: "M12 4v11m0 0l-4.5-4.5M12 15l4.5-4.5M5 20h14",
  file: "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5",
  headphones: "M4.5 17v-4.5a7.5 7.5 0 0 1 15 0V17M4.5 14h2.3a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H6a1.5 1.5 0 0 1-1.5-1.5zM19.5 14h-2.3a1 1 0 0 0-1 1v4a1 1 0 0 0 1 1h.8a1.5 1.5 0 0 0 1.5-1.5z",
  inbox: "M4 13l2.6-7.2A2 2 0 0 1 8.5 4.5h7a2 2 0 0 1 1.9 1.3L20 13v5a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 13h4.5l1.2 2.5h4.6l1.2-2.5H20",
  leave: "M13 4.5H7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h6M16 8l4 4-4 4M20 12H10",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  menu: "M4 7h16M4 12h16M4 17h16",
  microphone: "M12 15a3 3 0 0 0 3-3V6.5a3 3 0 0 0-6 0V12a3 3 0 0 0 3 3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  minus: "M6 12h12",
  muted: "M9.2 5.4A3 3 0 0 1 15 6.5V11M15 13.5A3 3 0 0 1 9 12V9M5.5 11.5a6.5 6.5 0 0 0 10.6 5.1M18.5 11.5a6.5 6.5 0 0 1-.5 2.5M12 18v3M4 4l16 16",
  outside: "M13 5h6v6M19 5l-9 9M10 6H5v13h13v-5",
  play: "M8 5.5v13l10.5-6.5z",
  plus: "M12 6v12M6 12h12",
  screen: "M4 5h16v11H4zM9 20h6M12 16v4M12 13V8.5m0 0L9.7 10.8M12 8.5l2.3 2.3",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
  send: "M12 19V6m0 0l-5.5 5.5M12 6l5.5 5.5",
  stop: "M7 7h10v10H7z",
  thread: "M4 5h16v11H10l-4 3.5V16H4z",
  tray: "M12 4v10m0 0l-4-4m4 4l4-4M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3",
};

export function icon(kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${kind}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[kind]);
  svg.append(path);
  return svg;
}
