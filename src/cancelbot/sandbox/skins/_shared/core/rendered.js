// Page-side faults and popups for skins whose pages come from the server. Their markup names the controls:
// data-opens="act" asks for an act, data-confirms="act" sits in the form that performs it, and data-around (on a
// parent) holds what trades places when a control slides away.

import { crash, hang, onConfirm, onOpener, plays } from "/assets/core/faults.js";
import { popups } from "/assets/core/overlays.js";
import { cookieBanner, kit } from "/assets/kit.js";

const around = (control) => control.closest("[data-around]") ?? control.parentElement;
const post = (address, body) => fetch(address, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
const bodyOf = (form) => new URLSearchParams(new FormData(form));

for (const control of document.querySelectorAll("[data-opens]")) {
  onOpener(control.dataset.opens, control, around(control));
  control.addEventListener("click", surveyFirst, true);
  control.addEventListener("click", () => twoDialogs(control.dataset.opens));
}

for (const control of document.querySelectorAll("[data-confirms]")) {
  onConfirm(control.dataset.confirms, control, around(control));
  control.form.addEventListener("submit", (event) => submit(event, control));
}

function surveyFirst(event) {
  const control = event.currentTarget;
  if (control.dataset.answered || !plays(control.dataset.opens, "survey-first")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  control.dataset.answered = "1";
  const proceed = () => { dialog.close(); control.click(); };
  const dialog = kit.dialog({
    title: "We'd love your feedback", body: ["What is the main reason for this change? Your answer helps us improve."],
    buttons: [{ label: "Continue", kind: "primary", press: proceed }],
  });
}

function twoDialogs(act) {
  const shown = document.querySelector("dialog[open]");
  if (!shown || !plays(act, "two-dialogs")) return;
  const second = shown.cloneNode(true);
  second.removeAttribute("open");
  shown.after(second);
  second.showModal();
}

function submit(event, control) {
  const { form } = control;
  const act = control.dataset.confirms;
  if (event.defaultPrevented) return;
  if (control.dataset.offer || form.dataset.sent) event.preventDefault();
  if (control.dataset.offer) post("/act/retention-offer").then(() => location.assign(form.elements.back.value));
  if (control.dataset.offer || form.dataset.sent) return;
  if (plays(act, "double-click-acts-twice")) sendQuietly(event, form).then(() => setTimeout(() => location.assign(form.elements.back.value), 300));
  else form.dataset.sent = "1";
  if (crash(act)) sendQuietly(event, form);
  hang(act);
}

/** The request is made, but the page stays for a moment: a second click is another request. */
function sendQuietly(event, form) {
  event.preventDefault();
  return post(form.action, bodyOf(form));
}

popups(kit, cookieBanner, { dismiss: () => {}, buy: (amount) => post("/act/purchase", new URLSearchParams({ amount })) });
