// The sign-in of old: e-mail address and password on one page.

import { h } from "/assets/dom.js";
import { screens } from "/assets/core/sign-in.js";

function field({ label, ...given }) {
  const input = h("input", { id: given.name, ...given });
  return { input, element: h("div", {}, h("label", { for: given.name }, label), input) };
}

function error() {
  const line = h("span.error", { id: "error-element-password", role: "alert" });
  return { line, say: (text) => { line.textContent = text; } };
}

export const draw = screens({
  together: true,
  page: (screen, ...children) => [h("h1", {}, screen.heading), h("p", {}, screen.text), children],
  field,
  error,
  button: (label, kind, press) => h(`button.${kind}`, { type: press ? "button" : "submit", onclick: press ?? (() => {}) }, label),
});
