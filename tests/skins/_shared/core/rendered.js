// Page-side faults, popups, telemetry and neighbors for skins whose pages come from the server. Their markup names the
// controls: data-opens="act" asks for an act, data-confirms="act" sits in the form that performs it, data-name is what
// the thing is called, and data-around (on a parent) holds what trades places when a control slides away.

import { beforeSending, leaving, required, survey } from "/assets/ask.js";
import { boot } from "/assets/boot.js";
import { crash, hang, onConfirm, onOpener, plays, setDisabled } from "/assets/page_faults.js";
import { h } from "/assets/dom.js";
import { cookieBanner, kit } from "/assets/kit.js";
import { neighbors } from "/assets/neighbors.js";
import { feedbackBox, popups } from "/assets/popups.js";
import "/assets/telemetry.js";

const around = (control) => control.closest("[data-around]") ?? control.parentElement;
const post = (address, body) => fetch(address, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
const bodyOf = (form) => new URLSearchParams(new FormData(form));

for (const control of document.querySelectorAll("[data-opens]")) {
  onOpener(control.dataset.opens, control, around(control));
  control.addEventListener("click", opening, true);
  control.addEventListener("click", () => twoDialogs(control.dataset.opens));
}

for (const control of document.querySelectorAll("[data-confirms]")) {
  onConfirm(control.dataset.confirms, control, around(control));
  control.form.addEventListener("submit", (event) => submit(event, control));
  const wanted = required(control.dataset.confirms, control.dataset.name, () => setDisabled(control, !wanted.given()));
  if (!wanted.fields) continue;
  control.before(h("div", {}, wanted.fields));
  setDisabled(control, true);
}

const said = document.querySelector("[data-done]");
if (said && plays(said.dataset.done, "survey-after")) leaving(kit);

const beside = document.getElementById("neighbors");
beside?.append(neighbors(beside.dataset.page) ?? "");

/** A survey first, and a question that comes late. */
async function opening(event) {
  const control = event.currentTarget;
  const act = control.dataset.opens;
  if (boot.popups.feedback_box) setTimeout(() => feedbackBox(kit), 300);
  const late = boot.pages.dialog_ms && !control.dataset.confirms;
  if (control.dataset.answered || !(late || Object.values(boot.faults).some((fault) => fault.act === act && fault.kind === "survey-first"))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  control.dataset.answered = "1";
  await survey(kit, act);
  setTimeout(() => control.click(), boot.pages.dialog_ms);
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
  if (event.submitter?.formMethod === "dialog") return;
  if (control.dataset.offer || form.dataset.sent) event.preventDefault();
  if (control.dataset.offer) post("/act/retention-offer").then(() => location.assign(form.elements.back.value));
  if (control.dataset.offer || form.dataset.sent) return;
  if (!form.dataset.cleared && isHeldBack(act)) {
    event.preventDefault();
    setDisabled(control, true);
    beforeSending(kit, act).then((sends) => {
      setDisabled(control, false);
      if (!sends) return;
      form.dataset.cleared = "1";
      form.requestSubmit();
    });
    return;
  }
  if (plays(act, "double-click-acts-twice")) sendQuietly(event, form).then(() => setTimeout(() => location.assign(form.elements.back.value), 300));
  else form.dataset.sent = "1";
  if (crash(act)) sendQuietly(event, form);
  hang(act);
}

const isHeldBack = (act) => boot.pages.debounce_ms
  || Object.values(boot.faults).some((fault) => fault.act === act && ["survey-before-commit", "two-presses"].includes(fault.kind));

/** The request is made, but the page stays for a moment: a second click is another request. */
function sendQuietly(event, form) {
  event.preventDefault();
  return post(form.action, bodyOf(form));
}

popups(kit, cookieBanner, { dismiss: () => {}, buy: (amount) => post("/act/purchase", new URLSearchParams({ amount })) });
