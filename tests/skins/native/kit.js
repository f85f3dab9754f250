// What the browser has of its own: <dialog>.

import { h } from "/assets/dom.js";

const button = ({ label, press }) => h("button", { type: "button", onclick: press }, label);

export const kit = {
  dialog({ title, body, buttons }) {
    const controls = buttons.map(button);
    const made = h("dialog", {}, h("h3", {}, title), h("div", {}, body), h("p", {}, controls));
    document.body.append(made);
    made.showModal();
    return { close: () => made.remove(), controls, say: () => {} };
  },
};

export function cookieBanner(text, buttons) {
  const bar = h("aside", { class: "cookies" }, h("p", {}, text), buttons.map(button));
  document.body.append(bar);
  return bar;
}
