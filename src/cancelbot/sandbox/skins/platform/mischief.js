// The faults that happen in the page. `faults` of the bootstrap: { number: { act, kind, seconds, target } }.
// A fault that was played is reported by a GET, so that the server counts it across page loads.

import { boot } from "/assets/boot.js";
import { h } from "/assets/dom.js";
import { openDialog } from "/assets/dialog.js";

const reported = new Set();

function find(act, kind) {
  const found = Object.entries(boot.faults).find(([, fault]) => fault.act === act && fault.kind === kind);
  return found && { number: found[0], ...found[1] };
}

function report(fault) {
  if (reported.has(fault.number)) return;
  reported.add(fault.number);
  fetch(`/_sandbox/used/${fault.number}`, { keepalive: true }).catch(() => {});
}

/** True if the fault exists; playing it counts. */
export function plays(act, kind) {
  const fault = find(act, kind);
  if (fault) report(fault);
  return fault;
}

/** The control that opens an act's dialog: greyed, or sliding away under the pointer. */
export function onOpener(act, button, reorder) {
  if (find(act, "disabled-button")) button.disabled = true;
  slideAway(act, button, `${act} opener`, reorder);
  if (find(act, "ignore-first-click")?.target === "opener") ignoreFirst(act, button);
}

/** The control that performs an act. */
export function onConfirm(act, button, footer) {
  if (find(act, "swap-buttons")) footer.classList.add("swapped");
  slideAway(act, button, `${act} confirm`, () => footer.classList.toggle("swapped"));
  const fault = find(act, "ignore-first-click");
  if (fault && fault.target !== "opener") ignoreFirst(act, button);
  replaceText(act, button);
}

const slid = new Set();

/** Once a page load at the opener, and once at the confirming button. */
function slideAway(act, button, place, reorder) {
  const fault = find(act, "move-button");
  if (!fault) return;
  button.addEventListener("pointerenter", () => {
    if (slid.has(place)) return;
    slid.add(place);
    report(fault);
    reorder();
  });
}

function ignoreFirst(act, button) {
  const swallow = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    plays(act, "ignore-first-click");
    button.removeEventListener("click", swallow, true);
  };
  button.addEventListener("click", swallow, true);
}

/** Shortly after it is shown, or under the pointer that comes sooner, the button says, and does, something else. */
function replaceText(act, button) {
  const fault = find(act, "replace-text");
  if (!fault) return;
  const replace = () => {
    if (button.dataset.offer) return;
    report(fault);
    button.dataset.offer = "1";
    button.textContent = "Keep my plan and save 20%";
  };
  button.addEventListener("pointerenter", replace);
  setTimeout(replace, 250);
}

/** A survey that stands before the dialog one asked for. */
export function survey(act, then) {
  if (!plays(act, "survey-first")) return then();
  const answers = ["It is too expensive", "I am missing a feature", "I no longer need it"].map((text) =>
    h("label.check", {}, h("input", { type: "radio", name: "reason" }), text));
  const proceed = h("button.btn.btn-primary", { type: "button", onclick: () => { dialog.close(); then(); } }, "Continue");
  const dialog = openDialog({
    title: "We'd love your feedback",
    body: [h("p", {}, "What is the main reason for this change? Your answer helps us improve."), h("div.stack", {}, answers)],
    footer: [proceed],
  });
  return undefined;
}

/** The page dies while its request is under way: nothing is left of it. True if so. */
export function crash(act) {
  if (!plays(act, "crash")) return false;
  setTimeout(() => {
    document.body.replaceChildren();
    throw new Error("Minified React error #185");
  }, 30);
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
