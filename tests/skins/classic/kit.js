// The few things that this look does with script: a window over the page for what nobody asked for.

import { h } from "/assets/dom.js";

const button = ({ label, press }) => h("button.button", { type: "button", onclick: press }, label);

export const kit = {
  dialog({ title, body, buttons }) {
    const controls = buttons.map(button);
    const shade = h("div.shade", {}, h("div.window", {}, h("h3", {}, title), h("div", {}, body), h("p.buttons", {}, controls)));
    document.body.append(shade);
    return { close: () => shade.remove(), controls, say: () => {} };
  },
};

export function cookieBanner(text, buttons) {
  const bar = h("div.cookies", {}, h("p", {}, text), buttons.map(button));
  document.body.append(bar);
  return bar;
}
