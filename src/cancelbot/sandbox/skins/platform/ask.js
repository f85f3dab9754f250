// An act: its question, its one confirming control, its request, and the message afterwards.
//
// A skin brings a kit:
//   kit.dialog({ title, body, buttons: [{ label, kind, press }], anchor, focus }) -> { close(), say(text), controls: [element] }
//   kit.toast(text, kind)
// `kind` is "danger", "primary" or "plain"; the controls come in the order of the buttons, wherever they are drawn.

import { h } from "/assets/dom.js";
import { post } from "/assets/api.js";
import { boot } from "/assets/boot.js";
import { neighbor } from "/assets/neighbors.js";
import { crash, hang, onConfirm, plays, setDisabled } from "/assets/page_faults.js";
import { feedbackBox } from "/assets/popups.js";

const BROKEN = "Something went wrong. Please check your connection and try again.";
const REASONS = ["It is too expensive", "I am missing a feature", "I no longer need it"];
const AGAIN = { "auto-recharge": ["Are you sure?", "Keep it on", "Turn off"], cancel: ["Are you really sure?", "Keep my plan", "Yes, cancel plan"] };

const after = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/** ask(kit, "cancel", { title, body(), back, confirm, kind, more, anchor, name, focus, run(), done(answer) }): `back` may be
 * missing, `more` are further buttons, `name` is what the thing is called. */
export async function ask(kit, act, question) {
  await survey(kit, act, question.anchor);
  await after(boot.pages.dialog_ms);
  open(kit, act, question);
  if (plays(act, "two-dialogs")) open(kit, act, question);
  if (boot.popups.feedback_box) setTimeout(() => feedbackBox(kit), 300);
}

function open(kit, act, { title, body, back, confirm, kind = "danger", more = [], anchor, name, focus, run, done }) {
  const wanted = required(act, name, () => setDisabled(yes, !wanted.given()));
  const go = () => carryOut(kit, act, yes, run, { close: dialog.close, say: dialog.say, done });
  const no = back ? [{ label: back, kind: "plain", press: () => dialog.close() }] : [];
  const dialog = kit.dialog({ title, body: [body(), wanted.fields], anchor, focus, buttons: [...no, { label: confirm, kind, press: go }, ...more] });
  const yes = dialog.controls[no.length];
  setDisabled(yes, !wanted.given());
  onConfirm(act, yes);
}

/** What a question wants before its confirming control is enabled: a reason, or the name of the thing typed. */
export function required(act, name, changed) {
  if (plays(act, "reason-required")) {
    const radios = REASONS.map((text) => h("input", { type: "radio", name: "reason", value: text, onchange: changed }));
    const fields = [h("p", {}, "Please tell us why."), radios.map((radio) => h("div", {}, h("label", {}, radio, ` ${radio.value}`)))];
    return { fields, given: () => radios.some((radio) => radio.checked) };
  }
  if (name && plays(act, "typed-name")) {
    const field = h("input.input", { oninput: changed });
    return { fields: h("label", {}, `To confirm, type "${name}"`, field), given: () => field.value === name };
  }
  return { fields: null, given: () => true };
}

/** An act without a question: a control that acts at once. */
export async function direct(kit, act, control, run, done) {
  await survey(kit, act, control);
  return carryOut(kit, act, control, run, { say: kit.toast, done });
}

/** Sends the request of an act once, however often its control is pressed meanwhile. */
async function carryOut(kit, act, control, run, { close = () => {}, say, done }) {
  if (control.dataset.offer) return post("/dashboard/billing/retention_offer").then(close);
  if (control.dataset.busy) return undefined;
  const guarded = !plays(act, "double-click-acts-twice");
  if (guarded) hold(control, true);
  if (!(await beforeSending(kit, act))) return hold(control, false);
  if (crash(act)) return run().catch(() => {});
  hang(act);
  try {
    const answer = await run();
    close();
    hold(control, false);
    if (!answer.quiet) done(answer);
    if (plays(act, "survey-after")) leaving(kit);
  } catch (problem) {
    const text = problem.status ? problem.message : BROKEN;
    hold(control, false);
    if (boot.pages.refusals === "dialog") return say(text, "danger");
    close();
    kit.toast(text, "danger");
  }
  return undefined;
}

/** What comes between the press and the request. Returns false if the person goes back. */
export async function beforeSending(kit, act) {
  await after(boot.pages.debounce_ms);
  if (plays(act, "survey-before-commit")) await leaving(kit);
  if (!plays(act, "two-presses")) return true;
  const [title, back, confirm] = AGAIN[act];
  const label = act === "cancel" ? confirm : `${confirm} ${boot.words.recharge.toLowerCase()}`;
  return choice(kit, title, [], [[back, "plain", false], [label, "danger", true]]);
}

function hold(control, busy) {
  if (busy) control.dataset.busy = "1";
  else delete control.dataset.busy;
  setDisabled(control, busy);
}

/** A dialog whose buttons are [label, kind, answer]; the answer of the one that was pressed. */
function choice(kit, title, body, buttons) {
  return new Promise((answer) => {
    const dialog = kit.dialog({ title, body, buttons: buttons.map(([label, kind, value]) =>
      ({ label, kind, press: () => { dialog.close(); answer(value); } })) });
  });
}

const reasons = () => REASONS.map((text) => h("div", {}, h("label", {}, h("input", { type: "radio", name: "reason" }), ` ${text}`)));

/** The survey after a cancellation: what it sends is no act that the user asked for. */
export async function leaving(kit) {
  const sends = await choice(kit, "What made you cancel?", reasons(), [["Skip", "plain", false], ["Submit feedback", "primary", true]]);
  if (sends) await neighbor("feedback");
}

/** A survey that comes up before the question. */
export async function survey(kit, act) {
  if (!plays(act, "survey-first")) return;
  const body = [h("p", {}, "What is the main reason for this change? Your answer helps us improve."), reasons()];
  await choice(kit, "We'd love your feedback", body, [["Continue", "primary", true]]);
}
