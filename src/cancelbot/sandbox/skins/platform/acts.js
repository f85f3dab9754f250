// An act: its dialog, its one confirming button, its request, and what is said afterwards.

import { h } from "/assets/dom.js";
import { openDialog } from "/assets/dialog.js";
import { post } from "/assets/api.js";
import { crash, hang, onConfirm, plays, survey } from "/assets/mischief.js";

/** ask: { act, title, body(), back, confirm, danger, run(), done(answer), focusConfirm, fields } */
export function ask(act, options) {
  survey(act, () => {
    show(act, options);
    if (plays(act, "two-dialogs")) show(act, options);
  });
}

function show(act, { title, body, back, confirm, danger = true, run, done, focusConfirm = false, valid = () => true }) {
  const error = h("div.dialog-error", { role: "alert" });
  error.hidden = true;
  const no = h("button.btn.btn-neutral", { type: "button", onclick: () => dialog.close() }, back);
  const yes = h(`button.btn.${danger ? "btn-danger" : "btn-primary"}`, { type: "button" }, confirm);
  const guarded = !plays(act, "double-click-acts-twice");
  yes.addEventListener("click", async () => {
    if (yes.dataset.offer) return post("/dashboard/billing/retention_offer").then(() => dialog.close());
    if (!valid()) return undefined;
    error.hidden = true;
    yes.disabled = guarded;
    const request = run();
    if (crash(act)) return request.catch(() => {});
    hang(act);
    return finish(request, { yes, error, dialog, done });
  });
  const dialog = openDialog({ title, body: [body(), error], footer: [no, yes], focus: focusConfirm ? yes : undefined });
  onConfirm(act, yes, yes.parentElement);
}

async function finish(request, { yes, error, dialog, done }) {
  try {
    const answer = await request;
    if (dialog.overlay.isConnected) dialog.close();
    if (!answer.quiet) done(answer);
  } catch (problem) {
    error.textContent = problem.status ? problem.message : "Something went wrong. Please check your connection and try again.";
    error.hidden = false;
    yes.disabled = false;
  }
}
