// The two switchers of the top bar: organization and project.

import { h, radixId } from "/assets/dom.js";
import { icon } from "/assets/icons.js";

export function switcher({ label, options, current, choose, avatar }) {
  const chosen = options.find((option) => option.id === current);
  const button = h(
    "button.switcher",
    { type: "button", id: `select-trigger-${radixId()}`, "aria-haspopup": "dialog", "aria-expanded": "false", "data-state": "closed" },
    avatar && h("span.org-avatar", { "aria-hidden": "true" }, (chosen?.title ?? "?")[0]),
    h("span", {}, chosen?.title ?? label),
    icon("updown", 14),
  );
  button.addEventListener("click", () => openList(button, { label, options, current, choose }));
  return button;
}

function openList(button, { label, options, current, choose }) {
  const items = options.map((option) =>
    h("div.option", {
      role: "option", tabindex: "0", "data-option-id": option.id, "aria-selected": String(option.id === current),
      onclick: () => { close(); choose(option.id); },
      onkeydown: (event) => event.key === "Enter" && event.target.click(),
    }, option.title));
  const list = h("div.popover", { role: "dialog", "data-state": "open", "aria-label": label, tabindex: "-1" },
    h("div", { role: "listbox", "aria-label": label }, items));
  const box = button.getBoundingClientRect();
  list.style.left = `${box.left}px`;
  list.style.top = `${box.bottom + 6}px`;
  const outside = (event) => !list.contains(event.target) && close();
  const escape = (event) => event.key === "Escape" && close();
  const close = () => {
    list.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape, true);
  };
  document.body.append(list);
  button.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  list.focus();
}
