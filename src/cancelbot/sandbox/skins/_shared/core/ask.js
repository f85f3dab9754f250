// An act: its question, its one confirming control, its request, and what is said afterwards.
//
// A skin brings a kit:
//   kit.dialog({ title, body, buttons: [{ label, kind, press }], anchor }) -> { close(), say(text), controls: [element] }
//   kit.toast(text)
// `kind` is "danger", "primary" or "plain"; the controls come in the order of the buttons, wherever they are drawn.

import { h } from "/assets/dom.js";
import { post } from "/assets/api.js";
import { crash, hang, onConfirm, plays, setDisabled } from "/assets/core/faults.js";

const BROKEN = "Something went wrong. Please check your connection and try again.";
const REASONS = ["It is too expensive", "I am missing a feature", "I no longer need it"];

/** ask(kit, "cancel", { title, body(), back, confirm, kind, anchor, valid(), run(), done(answer) }) */
export function ask(kit, act, question) {
  survey(kit, act, question.anchor, () => {
    open(kit, act, question);
    if (plays(act, "two-dialogs")) open(kit, act, question);
  });
}

function open(kit, act, { title, body, back, confirm, kind = "danger", anchor, valid = () => true, run, done }) {
  const go = () => valid() && carryOut(act, dialog.controls[1], run, { close: dialog.close, say: dialog.say, done });
  const dialog = kit.dialog({ title, body: body(), anchor, buttons: [
    { label: back, kind: "plain", press: () => dialog.close() },
    { label: confirm, kind, press: go },
  ] });
  onConfirm(act, dialog.controls[1]);
}

/** An act without a question: a control that acts at once. */
export const direct = (kit, act, control, run, done) =>
  survey(kit, act, control, () => carryOut(act, control, run, { say: kit.toast, done }));

/** Sends the request of an act once, however often its control is pressed meanwhile. */
export async function carryOut(act, control, run, { close = () => {}, say, done }) {
  if (control.dataset.offer) return post("/dashboard/billing/retention_offer").then(close);
  if (control.dataset.busy) return undefined;
  const guarded = !plays(act, "double-click-acts-twice");
  if (guarded) hold(control, true);
  if (crash(act)) return run().catch(() => {});
  hang(act);
  try {
    const answer = await run();
    close();
    hold(control, false);
    if (!answer.quiet) done(answer);
  } catch (problem) {
    say(problem.status ? problem.message : BROKEN);
    hold(control, false);
  }
  return undefined;
}

function hold(control, busy) {
  if (busy) control.dataset.busy = "1";
  else delete control.dataset.busy;
  setDisabled(control, busy);
}

function survey(kit, act, anchor, then) {
  if (!plays(act, "survey-first")) return then();
  const answers = REASONS.map((text) => h("div", {}, h("label", {}, h("input", { type: "radio", name: "reason" }), ` ${text}`)));
  const dialog = kit.dialog({
    title: "We'd love your feedback",
    body: [h("p", {}, "What is the main reason for this change? Your answer helps us improve."), answers],
    anchor,
    buttons: [{ label: "Continue", kind: "primary", press: () => { dialog.close(); then(); } }],
  });
  return undefined;
}
