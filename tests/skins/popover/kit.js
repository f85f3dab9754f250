// Questions in bubbles beside what was pressed, and small messages at the top.

import { h } from "/assets/dom.js";

const MESSAGE_MS = 3000;

export const button = (label, kind, press, attributes = {}) =>
  h(`button.btn.${kind}`, { type: "button", onclick: press, ...attributes }, h("span", {}, label));

function place(bubble, anchor) {
  if (!anchor) return bubble.classList.add("modal");
  const box = anchor.getBoundingClientRect();
  bubble.style.top = `${box.bottom + scrollY + 6}px`;
  bubble.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 360))}px`;
  return undefined;
}

export const kit = {
  dialog({ title, body, buttons, anchor }) {
    const warning = h("div.warn", {});
    const controls = buttons.map(({ label, kind, press }) => button(label, `${kind}.small`, press));
    const bubble = h("div.bubble", { role: "tooltip" }, h("div.title", {}, h("span", { "aria-hidden": "true" }, "⚠ "), title),
      h("div", {}, body), warning, h("div.buttons", {}, controls));
    document.body.append(bubble);
    place(bubble, anchor);
    return { close: () => bubble.remove(), controls, say: (text) => { warning.textContent = text; } };
  },
  toast(text) {
    const message = h("div.message", {}, text);
    document.body.append(message);
    setTimeout(() => message.remove(), MESSAGE_MS);
  },
};

export function cookieBanner(text, buttons) {
  const bar = h("div.cookie", {}, h("p", {}, text), h("div.row", {}, buttons.map(({ label, kind, press }) => button(label, kind, press))));
  document.body.append(bar);
  return bar;
}

/** A table that shows `size` rows at a time, with "Previous" and "Next" below. */
export function paged(head, rows, size) {
  const body = h("tbody", {});
  const count = h("span.muted", {});
  const pages = Math.max(1, Math.ceil(rows.length / size));
  let page = 0;
  const show = (wanted) => {
    page = wanted;
    body.replaceChildren(...rows.slice(page * size, (page + 1) * size));
    count.textContent = `Page ${page + 1} of ${pages}`;
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
  };
  const previous = button("Previous", "plain", () => show(page - 1));
  const next = button("Next", "plain", () => show(page + 1));
  show(0);
  return [h("table", {}, h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))), body),
    h("div.pages", {}, count, previous, next)];
}
