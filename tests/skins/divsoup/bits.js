// Boxes that can be clicked, a window in a portal, a banner that is gone after a second.

import { h } from "/assets/dom.js";

const portal = document.getElementById("portal");
const BANNER_MS = 1000;

/** A box with its words in nested spans, as such pages have them: each word by itself, sometimes two spaces. */
export function box(name, words, press, attributes = {}) {
  const spans = words.split(/(?<= )(?! )/).map((word) => h("span", {}, word));
  return h(`div.${name}`, { onclick: press, ...attributes }, h("span", {}, spans));
}

const STYLE = { danger: "b.red", primary: "b.black", plain: "b" };

export const kit = {
  dialog({ title, body, buttons }) {
    const error = h("div.err", {});
    const controls = buttons.map(({ label, kind, press }) => box(STYLE[kind], odd(label), press));
    const panel = h("div.win", {}, h("div.big", {}, title), h("div", {}, body), error, h("div.line", {}, controls));
    const backdrop = h("div.backdrop", {});
    const close = () => { backdrop.remove(); panel.remove(); };
    portal.append(backdrop, panel);
    return { close, controls, say: (text) => { error.textContent = text; } };
  },
  toast(text) {
    const banner = h("div.green", {}, h("span", {}, text));
    document.body.append(banner);
    setTimeout(() => banner.remove(), BANNER_MS);
  },
};

/** The one label that is written carelessly in this look. */
export const odd = (label) => (label === "Cancel plan" ? "cancel  Plan" : label);

export function cookieBanner(text, buttons) {
  const bar = h("div.ck", {}, h("div", {}, text), buttons.map(({ label, press }) => box("b", label, press)));
  document.body.append(bar);
  return bar;
}
