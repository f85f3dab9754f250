// Auto-recharge: the box and the dialog with a checkbox of the older eras, the card and the dialog with two buttons of
// the newest.

import { post } from "/assets/api.js";
import { ask } from "/assets/ask.js";
import { boot } from "/assets/boot.js";
import { h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { kit } from "/assets/kit.js";
import { onOpener } from "/assets/page_faults.js";
import { reload } from "/assets/router.js";
import { recharging, rechargeText, words } from "/assets/words.js";

const save = (values) => post("/dashboard/billing/auto_recharge", values);
const done = () => { kit.toast(words.recharge_saved); reload(); };

export function rechargeBox(recharge) {
  const on = recharge.enabled, mute = boot.pages.recharge_unsaid;
  const press = () => (words.recharge_card ? manage(recharge) : settings(recharge));
  const kind = words.recharge_card ? "button.btn.btn-neutral" : "button.link-button";
  const button = h(kind, { type: "button", "aria-haspopup": "dialog", onclick: press }, on || mute ? words.recharge_change : words.recharge_set_up);
  const heading = words.recharge_card
    ? h("div", {}, h("b", {}, words.recharge_card), " ", !mute && h("span.badge", {}, on ? "On" : "Off"))
    : h("b", {}, recharging(on));
  const parts = h("div", {}, heading, h("p", {}, mute ? "Never run out of credits." : rechargeText(recharge)), h("div.recharge-line", {}, button));
  onOpener("auto-recharge", button, parts);
  return h("div.notice.recharge", {}, icon(on ? "bolt" : "stop", 22), parts);
}

function field(label, hint, value) {
  const input = h("input.input", { inputmode: "decimal", value });
  return { input, element: h("label.field", {}, h("span", {}, label), input, hint && h("small.muted", {}, hint)) };
}

function settings(recharge) {
  const form = makeForm(recharge);
  ask(kit, "auto-recharge", {
    title: words.recharge_title,
    body: () => form.element,
    back: "Cancel",
    confirm: words.recharge_save,
    kind: "primary",
    run: () => save(form.values()),
    done,
  });
}

function makeForm(recharge) {
  const check = h("input", { type: "checkbox", checked: recharge.enabled });
  const fields = [
    field("When credit balance goes below", "Enter an amount between $5 and $495", Number(recharge.threshold)),
    field("Bring credit balance back up to", "Enter an amount between $10 and $500", Number(recharge.target)),
    field("Limit the amount of automatic recharge per month",
      "Enter an amount over $10. Leave this field empty for no recharge limit.", recharge.monthly_limit ?? ""),
  ];
  const follow = () => fields.forEach(({ input }) => { input.disabled = !check.checked; });
  check.addEventListener("change", follow);
  follow();
  const element = h("div.stack", {}, h("p.strong", {}, words.recharge_question),
    h("label.check", {}, check, words.recharge_check), fields.map((each) => each.element));
  const [threshold, target, limit] = fields.map((each) => () => each.input.value);
  return {
    element,
    values: () => ({ enabled: check.checked, threshold: threshold(), target: target(), monthly_limit: limit() || null }),
  };
}

/** No checkbox, and no way back while it is on: "Save" and "Turn on" can buy at once. */
function manage(recharge) {
  const [least, target] = [field("Auto-reload minimum balance", null, Number(recharge.threshold)), field("Auto-reload target balance", null, Number(recharge.target))];
  const buy = () => save({ enabled: true, threshold: least.input.value, target: target.input.value })
    .then(() => post("/dashboard/billing/credit_purchases", { amount: target.input.value }));
  const body = () => [h("h2.sr-only", {}, words.recharge_title), least.element, target.element];
  if (!recharge.enabled) {
    const dialog = kit.dialog({ title: words.recharge_title, body: body(), buttons: [
      { label: "Cancel", kind: "plain", press: () => dialog.close() }, { label: "Turn on", kind: "primary", press: buy, type: "submit" },
    ] });
    return;
  }
  ask(kit, "auto-recharge", {
    title: words.recharge_title, body, confirm: "Turn off", kind: "plain",
    more: [{ label: words.recharge_save, kind: "primary", press: buy, type: "submit" }],
    run: () => save({ enabled: false }), done,
  });
}
