// A sheet in the middle, the way on at the left; a message that is gone after a second; a menu of three dots.

import { h } from "/assets/dom.js";
import { closes } from "/assets/core/closing.js";

const SNACK_MS = 1000;

export const button = (label, press, attributes = {}) => h("button", { type: "button", onclick: press, ...attributes }, label);

export const kit = {
  dialog({ title, body, buttons }) {
    const trouble = h("p", {});
    const controls = buttons.map(({ label, kind, press }) => button(label, press, { class: kind === "danger" ? "red shout" : "shout" }));
    const sheet = h("div.sheet", { role: "dialog", "aria-modal": "true", "aria-label": title },
      h("h3", {}, title), h("div", {}, body), trouble, h("div.row", {}, [...controls].reverse()));
    const cover = h("div.cover", {}, sheet);
    document.body.append(cover);
    return { close: () => cover.remove(), controls, say: (text) => { trouble.textContent = text; } };
  },
  toast(text) {
    const snack = h("div.snack", {}, text);
    document.body.append(snack);
    setTimeout(() => snack.remove(), SNACK_MS);
  },
};

export function dots(entries) {
  const list = h("div.menu", {}, entries.map(({ label, press }) => button(label, () => { list.hidden = true; press(); })));
  list.hidden = true;
  const opener = button("⋮", () => { list.hidden = !list.hidden; });
  return { opener, element: closes(h("div.holder", {}, opener, list), list) };
}

export function cookieBanner(text, buttons) {
  const bar = h("div.part", { style: "position:fixed;bottom:10px;left:10px;background:Canvas" }, h("p", {}, text),
    h("div.row", {}, buttons.map(({ label, press }) => button(label, press))));
  document.body.append(bar);
  return bar;
}

/** First what a page shows without any data, and after a while, without a sign of loading, what is so. */
export function early(milliseconds, first, content) {
  const holder = h("div", {}, first);
  const wait = new Promise((done) => { setTimeout(done, milliseconds); });
  Promise.all([content(), wait]).then(([children]) => holder.replaceChildren(...[children].flat(Infinity).filter(Boolean)));
  return holder;
}

/** Rows, a few at a time; below them the numbers of the pages and nothing else. */
export function numbered(rows, size) {
  const body = h("div", {});
  const pager = h("div.row", {});
  const show = (page) => {
    body.replaceChildren(...rows.slice(page * size, (page + 1) * size));
    const numbers = Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => n);
    pager.replaceChildren(...numbers.map((n) => button(`${n + 1}`, () => show(n), n === page ? { "aria-current": "page" } : {})));
  };
  show(0);
  return [body, rows.length > size && pager];
}
