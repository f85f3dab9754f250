// Modal dialogs in Radix's manner: focus trap, Escape, the page behind hidden from assistive technology.

import { h, radixId } from "/assets/dom.js";

const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), a[href], select, [tabindex="0"]';
const open = [];

export function openDialog({ title, body, footer, focus, className = "" }) {
  const titleId = radixId();
  const textId = radixId();
  const opener = document.activeElement;
  const panel = h(
    `div.dialog${className}`,
    { role: "dialog", id: radixId(), "aria-labelledby": titleId, "aria-describedby": textId, "data-state": "open", tabindex: "-1" },
    h("h2.dialog-title", { id: titleId }, title),
    h("div.dialog-body", { id: textId }, body),
    h("div.dialog-footer", {}, footer),
  );
  const overlay = h("div.overlay", { "data-state": "open" }, panel);
  const close = () => {
    overlay.remove();
    open.splice(open.indexOf(dialog), 1);
    hideRest();
    opener?.focus?.();
  };
  overlay.addEventListener("pointerdown", (event) => event.target === overlay && close());
  panel.addEventListener("keydown", (event) => onKey(event, panel, close));
  const dialog = { panel, overlay, close };
  open.push(dialog);
  document.body.append(overlay);
  hideRest();
  (focus ?? panel.querySelector(FOCUSABLE) ?? panel).focus();
  return dialog;
}

function hideRest() {
  const root = document.getElementById("root");
  if (open.length) {
    root.setAttribute("aria-hidden", "true");
    root.setAttribute("data-aria-hidden", "true");
  } else {
    root.removeAttribute("aria-hidden");
    root.removeAttribute("data-aria-hidden");
  }
  document.body.toggleAttribute("data-scroll-locked", open.length > 0);
}

function onKey(event, panel, close) {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  } else if (event.key === "Tab") {
    const inside = [...panel.querySelectorAll(FOCUSABLE)];
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    if (document.activeElement === edge) {
      event.preventDefault();
      (event.shiftKey ? inside.at(-1) : inside[0])?.focus();
    }
  }
}
