// The elements this look is made of; all have open shadow roots.

import { h } from "/assets/dom.js";
import { closes } from "/assets/core/closing.js";

const style = (css) => h("style", {}, css);

class Element extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  put(css, ...nodes) {
    this.shadowRoot.replaceChildren(style(`* { box-sizing: border-box; } ${css}`), ...nodes);
  }
}

/** <oa-button kind="primary|danger|plain|quiet">words</oa-button> */
class Button extends Element {
  connectedCallback() {
    if (this.inner) return;
    this.inner = h("button", { type: "button", class: this.getAttribute("kind"), "aria-haspopup": this.getAttribute("popup") }, h("slot", {}));
    this.put(`button { font: inherit; font-weight: 600; color: var(--ink); background: var(--soft); border: 0; border-radius: 22px; padding: 8px 18px; cursor: pointer; }
      .primary { background: var(--main); color: var(--card); } .danger { background: var(--bad); color: var(--card); }
      .quiet { background: none; padding: 6px 10px; } button:disabled { opacity: .45; cursor: default; }`, this.inner);
    this.inner.disabled = this.hasAttribute("disabled");
    if (this.getAttribute("type") === "submit") this.addEventListener("click", () => this.closest("form")?.requestSubmit());
  }

  get disabled() { return this.hasAttribute("disabled"); }

  set disabled(off) {
    this.toggleAttribute("disabled", off);
    if (this.inner) this.inner.disabled = off;
  }
}

/** <oa-switch label checked>: tells by the event "flip" that it was asked for the other state; it does not move itself. */
class Switch extends Element {
  connectedCallback() {
    for (const [name, value] of Object.entries({
      role: "switch", tabindex: "0", "aria-label": this.getAttribute("label"), "aria-checked": String(this.hasAttribute("checked")),
    })) this.setAttribute(name, value);
    this.put(`:host { display: inline-block; cursor: pointer; } :host([inert]) { opacity: .4; }
      div { width: 46px; height: 26px; border-radius: 13px; background: var(--line); padding: 3px; }
      i { display: block; width: 20px; height: 20px; border-radius: 50%; background: #fff; }
      :host([checked]) div { background: var(--main); } :host([checked]) i { margin-left: 20px; }`, h("div", {}, h("i", {})));
    this.onkeydown = (event) => event.key === " " && (event.preventDefault(), this.click());
  }
}

/** <oa-dialog heading>body<div slot="actions"></div></oa-dialog> */
class Dialog extends Element {
  connectedCallback() {
    if (this.error) return;
    this.error = h("p.error", { role: "alert" });
    this.put(`.backdrop { position: fixed; inset: 0; background: rgb(10 5 30 / 55%); display: grid; place-items: center; z-index: 20; }
      section { background: var(--card); border-radius: 20px; padding: 28px; width: min(500px, 92vw); } h2 { font-size: 20px; margin: 0 0 12px; }
      .error { color: var(--bad); } .error:empty { display: none; }`,
      h("div.backdrop", {}, h("section", { role: "alertdialog", "aria-modal": "true", "aria-labelledby": "name" },
        h("h2", { id: "name" }, this.getAttribute("heading")), h("slot", {}), this.error, h("slot", { name: "actions" }))));
    this.onkeydown = (event) => event.key === "Escape" && this.remove();
  }
}

/** <oa-toast>: says something for five seconds. */
class Toast extends Element {
  connectedCallback() {
    this.put(`:host { position: fixed; right: 24px; top: 24px; z-index: 30; } div { background: #0e7c5b; color: #fff; border-radius: 14px; padding: 12px 20px; }`,
      h("div", { role: "alert" }, h("slot", {})));
    setTimeout(() => this.remove(), 5000);
  }
}

/** <oa-menu label name>: a button and a list of entries below it, each { label, press, checked }. */
class Menu extends Element {
  set entries(entries) {
    const list = h("div.list", { role: "menu" }, entries.map(({ label, press, checked }) => h("div", {
      role: checked === undefined ? "menuitem" : "menuitemradio", tabindex: "0", "aria-checked": checked === undefined ? null : String(checked),
      onclick: () => { list.hidden = true; press(); },
    }, label)));
    list.hidden = true;
    const button = h("button", { type: "button", "aria-haspopup": "menu", "aria-label": this.getAttribute("name"), onclick: () => { list.hidden = !list.hidden; } },
      this.getAttribute("label"));
    this.put(`:host { position: relative; display: inline-block; } [hidden] { display: none; }
      button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; cursor: pointer; padding: 6px 10px; border-radius: 8px; }
      button:hover, .list div:hover { background: var(--soft); }
      .list { position: absolute; top: 100%; z-index: 10; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 6px; min-width: 170px; }
      :host([end]) .list { right: 0; } .list div { padding: 8px 12px; border-radius: 8px; cursor: pointer; white-space: nowrap; }`, button, list);
    closes(this, list);
  }
}

/** <oa-frame>: bar, side, page in slots. */
class Frame extends Element {
  connectedCallback() {
    this.put(`header { display: flex; align-items: center; gap: 12px; padding: 12px 24px; border-bottom: 1px solid var(--line); }
      .columns { display: grid; grid-template-columns: 220px 1fr; } aside { padding: 20px 14px; } main { padding: 28px; background: var(--card); min-height: calc(100vh - 64px); }`,
      h("header", {}, h("slot", { name: "bar" })),
      h("div.columns", {}, h("aside", {}, h("slot", { name: "side" })), h("main", {}, h("slot", {}))));
  }
}

/** <oa-heading level>words</oa-heading> */
class Heading extends Element {
  connectedCallback() {
    const level = this.getAttribute("level");
    this.put(`div { font-size: ${{ 1: 28, 2: 20, 3: 16 }[level]}px; font-weight: 700; margin: 0 0 12px; }`, h("div", { role: "heading", "aria-level": level }, h("slot", {})));
  }
}

/** <oa-field label name type value>: a labeled input; `.input` is the inner one. */
export class Field extends Element {
  connectedCallback() {
    if (this.input) return;
    const given = (name) => this.getAttribute(name);
    this.input = h("input", { id: "input", name: given("name"), type: given("type"), autocomplete: given("autocomplete"), value: given("value"), readonly: this.hasAttribute("readonly") });
    this.input.onkeydown = (event) => event.key === "Enter" && this.closest("form")?.requestSubmit();
    this.put(`label { display: block; font-weight: 600; } input { font: inherit; width: 100%; padding: 10px 12px; border-radius: 10px; border: 1px solid var(--line); margin: 4px 0 16px; background: transparent; color: inherit; }`,
      h("label", { for: "input" }, given("label")), this.input);
  }
}

const ELEMENTS = { button: Button, switch: Switch, dialog: Dialog, toast: Toast, menu: Menu, frame: Frame, heading: Heading, field: Field };
for (const [name, made] of Object.entries(ELEMENTS)) customElements.define(`oa-${name}`, made);
