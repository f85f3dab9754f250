// Dialogs with the way on before the way back, a status that stays, parts that come late.

import { h } from "/assets/dom.js";

let ids = 0;

export function act(label, kind, press) {
  return h(`span.act.${kind}`, {
    role: "button", tabindex: "0", onclick: press, onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), event.currentTarget.click()),
  }, h("span", {}, label));
}

export const kit = {
  dialog({ title, body, buttons }) {
    const id = `t${ids++}`;
    const trouble = h("p.trouble", { role: "alert" });
    const controls = buttons.map(({ label, kind, press }) => act(label, kind, press));
    const panel = h("div.panelet", { role: "dialog", "aria-modal": "true", "aria-labelledby": id }, h("h5", { id }, title),
      h("div", {}, body), trouble, h("div.line", {}, [...controls].reverse()));
    const shade = h("div.shade", {}, panel);
    document.body.append(shade);
    return { close: () => shade.remove(), controls, say: (text) => { trouble.textContent = text; } };
  },
  toast(text) {
    document.querySelector(".status")?.remove();
    const bar = h("div.status", { role: "status" }, h("span", {}, text), h("button.bare", { type: "button", "aria-label": "Close", onclick: () => bar.remove() }, "×"));
    document.body.append(bar);
  },
};

export function cookieBanner(text, buttons) {
  const bar = h("div.block.cookies", {}, h("p", {}, text), h("div.line", {}, buttons.map(({ label, kind, press }) => act(label, kind, press))));
  document.body.append(bar);
  return bar;
}

const shimmer = () => h("div", { "aria-busy": "true" }, h("div.shimmer", {}));

/** A part of the page that comes after this many milliseconds, whatever the network does; until then it shimmers. */
export function late(milliseconds, content, meanwhile = shimmer()) {
  const holder = h("div", {}, meanwhile);
  const put = async () => { holder.replaceChildren(...[await content()].flat(Infinity).filter(Boolean)); };
  setTimeout(put, milliseconds);
  return holder;
}

/** Rows in two halves, the second one much later; a shimmering row says that there are more to come. */
export function lateRows(rows, columns) {
  const half = Math.ceil(rows.length / 2);
  const waiting = h("tr", { "aria-busy": "true" }, h("td", { colspan: columns }, h("div.shimmer", {})));
  const body = h("tbody", {}, waiting);
  setTimeout(() => waiting.before(...rows.slice(0, half)), 700);
  setTimeout(() => waiting.replaceWith(...rows.slice(half)), 2200);
  return body;
}
