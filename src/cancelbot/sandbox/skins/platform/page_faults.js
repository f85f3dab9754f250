// The faults that happen in the page, for any markup: buttons, links, divs, inputs, custom elements.
// `faults` of the bootstrap: { number: { act, kind, seconds, target } }; one that was played is reported by a GET, so
// that the server counts it across page loads.

import { boot } from "/assets/boot.js";

const reported = new Set();
const slid = new Set();

export function find(act, kind) {
  const found = Object.entries(boot.faults).find(([, fault]) => fault.act === act && fault.kind === kind);
  return found && { number: found[0], ...found[1] };
}

function report(fault) {
  if (reported.has(fault.number)) return;
  reported.add(fault.number);
  fetch(`/_sandbox/used/${fault.number}`, { keepalive: true }).catch(() => {});
}

/** The fault if there is one; playing it counts. */
export function plays(act, kind) {
  const fault = find(act, kind);
  if (fault) report(fault);
  return fault;
}

export function setDisabled(control, off) {
  if ("disabled" in control) control.disabled = off;
  else control.toggleAttribute("inert", off);
  if (!("disabled" in control)) control.style.opacity = off ? 0.45 : "";
}

function setLabel(control, text) {
  if (control instanceof HTMLInputElement) control.value = text;
  else deepest(control).textContent = text;
}

function deepest(element) {
  const inner = [...element.children].find((child) => child.textContent.trim());
  return inner ? deepest(inner) : element;
}

const reverse = (container) => container.append(...[...container.children].reverse());

/** The control that opens an act's question; `around` holds what trades places when it slides away. */
export function onOpener(act, control, around = control.parentElement) {
  const grayed = find(act, "grayed-with-reason");
  if (grayed || find(act, "disabled-button")) setDisabled(control, true);
  if (grayed) control.title = "Pay your open invoice first";
  slideAway(act, control, around, "opener");
  if (find(act, "ignore-first-click")?.target === "opener") ignoreFirst(act, control);
}

/** The control that performs an act. */
export function onConfirm(act, control, around = control.parentElement) {
  if (find(act, "swap-buttons")) reverse(around);
  slideAway(act, control, around, "confirm");
  const ignored = find(act, "ignore-first-click");
  if (ignored && ignored.target !== "opener") ignoreFirst(act, control);
  replaceText(act, control);
}

/** Once a page load at the opener, and once at the confirming control. */
function slideAway(act, control, around, place) {
  const fault = find(act, "move-button");
  if (!fault) return;
  control.addEventListener("pointerenter", () => {
    if (slid.has(act + place)) return;
    slid.add(act + place);
    report(fault);
    reverse(around);
  });
}

function ignoreFirst(act, control) {
  const swallow = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    plays(act, "ignore-first-click");
    control.removeEventListener("click", swallow, true);
  };
  control.addEventListener("click", swallow, true);
}

/** Shortly after it is shown, or under the pointer that comes sooner, the control says, and does, something else: who
 * handles it looks at data-offer. */
function replaceText(act, control) {
  const fault = find(act, "replace-text");
  if (!fault) return;
  const replace = () => {
    if (control.dataset.offer) return;
    report(fault);
    control.dataset.offer = "1";
    setLabel(control, "Keep my plan and save 20%");
  };
  control.addEventListener("pointerenter", replace);
  setTimeout(replace, 250);
}

/** The page crashes; requests that it has sent are still under way. Returns true if so. */
export function crash(act) {
  if (!plays(act, "crash")) return false;
  setTimeout(() => document.body.replaceChildren(), 30);
  return true;
}

/** The page does not answer for a while. */
export function hang(act) {
  const fault = plays(act, "hang");
  if (!fault) return;
  setTimeout(() => {
    const end = performance.now() + fault.seconds * 1000;
    while (performance.now() < end);
  }, 30);
}
