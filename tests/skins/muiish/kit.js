// Modal sheets, a snackbar, buttons that shout.

import { h } from "/assets/dom.js";

const SNACK_MS = 4000;
let ids = 0;

export const button = (label, kind, press, attributes = {}) =>
  h(`button.shout.${kind}`, { type: press ? "button" : "submit", onclick: press ?? (() => {}), ...attributes }, h("span", {}, label), h("span", { "aria-hidden": "true" }));

export const kit = {
  dialog({ title, body, buttons }) {
    const id = `mui-title-${ids++}`;
    const bad = h("div.bad", {});
    const controls = buttons.map(({ label, kind, press }) => button(label, kind, press));
    const sheet = h("div.sheet", { role: "dialog", "aria-modal": "true", "aria-labelledby": id },
      h("h6", { id }, title), h("div", {}, body), bad, h("div.actions", {}, controls));
    const backdrop = h("div.backdrop", { role: "presentation" }, sheet);
    document.body.append(backdrop);
    backdrop.addEventListener("keydown", (event) => event.key === "Escape" && backdrop.remove());
    controls[0].focus();
    return { close: () => backdrop.remove(), controls, say: (text) => { bad.textContent = text; } };
  },
  toast(text) {
    const snackbar = h("div.snackbar", { role: "presentation" }, h("div", { role: "status" }, text));
    document.body.append(snackbar);
    setTimeout(() => snackbar.remove(), SNACK_MS);
  },
};

/** A painted switch; its native input lies over it, invisible. */
export function paintedSwitch(label, checked) {
  const input = h("input", { type: "checkbox", checked });
  return { input, element: h("label.control", {}, h("span.switch", {}, input, h("i", {}), h("b", {})), h("span", {}, label)) };
}

export function cookieBanner(text, buttons) {
  const bar = h("div.sheet.cookies", {}, h("p", {}, text), h("div.actions", {}, buttons.map(({ label, kind, press }) => button(label, kind, press))));
  document.body.append(bar);
  return bar;
}
