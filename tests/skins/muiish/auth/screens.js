// The sign-in on a sheet of paper: labels that float, codes in six boxes.

import { h } from "/assets/dom.js";
import { screens } from "/assets/core/sign-in.js";
import { button } from "/assets/kit.js";

function field({ label, ...given }) {
  const input = h("input", given);
  return { input, element: h("label.text", {}, input, h("span", {}, label)) };
}

function error() {
  const line = h("div.bad", { "aria-live": "polite" });
  return { line, say: (text) => { line.textContent = text; } };
}

export const draw = screens({
  boxes: true,
  page: (screen, ...children) => [h("h6", {}, screen.heading), h("p.caption", {}, screen.text), children],
  field,
  error,
  button: (label, kind, press) => button(label, kind, press),
});
