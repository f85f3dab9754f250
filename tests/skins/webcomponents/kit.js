// The elements, put together for the shared questions.

import { h } from "/assets/dom.js";
import "/assets/elements.js";

export const button = (label, kind, press, attributes = {}) => h("oa-button", { kind, onclick: press, ...attributes }, label);
export const heading = (level, ...words) => h("oa-heading", { level }, ...words);

export function menu(label, entries, attributes = {}) {
  const made = h("oa-menu", { label, ...attributes });
  made.entries = entries;
  return made;
}

export const kit = {
  dialog({ title, body, buttons }) {
    const controls = buttons.map(({ label, kind, press }) => button(label, kind, press));
    const made = h("oa-dialog", { heading: title }, h("div", {}, body), h("div.actions", { slot: "actions" }, controls));
    document.body.append(made);
    return { close: () => made.remove(), controls, say: (text) => { made.error.textContent = text; } };
  },
  toast: (text) => document.body.append(h("oa-toast", {}, text)),
};

export function cookieBanner(text, buttons) {
  const bar = h("div", { role: "region", style: "position:fixed;inset:auto 16px 16px;background:var(--card);border:1px solid var(--line);border-radius:16px;padding:16px" },
    h("p", {}, text), h("div.actions", {}, buttons.map(({ label, kind, press }) => button(label, kind, press))));
  document.body.append(bar);
  return bar;
}
