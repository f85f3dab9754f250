// The sign-in, made of the same elements: fields are inside open shadow roots.

import { h } from "/assets/dom.js";
import { screens } from "/assets/core/sign-in.js";
import { button, heading } from "/assets/kit.js";

function field(given) {
  const element = h("oa-field", given);
  element.connectedCallback();
  return { element, input: element.input };
}

function error() {
  const line = h("p", { role: "alert", style: "color:var(--bad)" });
  return { line, say: (text) => { line.textContent = text; } };
}

export const draw = screens({
  page: (screen, ...children) => [heading(1, screen.heading), h("p.dim", {}, screen.text), children],
  field,
  error,
  button: (label, kind, press) => h("div", { style: "margin:8px 0" }, button(label, kind, press, press ? {} : { type: "submit" })),
});
