// The auto-recharge box and its dialog "Auto recharge settings" (site-facts 2.3).

import { post } from "/assets/api.js";
import { ask } from "/assets/acts.js";
import { h, money } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { onOpener } from "/assets/mischief.js";
import { reload } from "/assets/router.js";
import { toast } from "/assets/toast.js";

const OFF = "When your credit balance reaches $0, your API requests will stop working. Enable automatic recharge to automatically keep your credit balance topped up.";

export function rechargeBox(recharge) {
  const on = recharge.enabled;
  const text = on
    ? `When your credit balance reaches ${money(recharge.threshold)}, your payment method will be charged to bring the balance up to ${money(recharge.target)}.`
    : OFF;
  const button = h("button.link-button", { type: "button", "aria-haspopup": "dialog", onclick: () => settings(recharge) },
    on ? "Modify" : "Enable auto recharge");
  const line = h("div.recharge-line", {}, button);
  onOpener("auto-recharge", button, () => line.classList.toggle("shifted"));
  return h("div.notice.recharge", {}, icon(on ? "bolt" : "stop", 22),
    h("div", {}, h("b", {}, on ? "Auto recharge is on" : "Auto recharge is off"), h("p", {}, text), line));
}

function field(label, hint, value) {
  const input = h("input.input", { inputmode: "decimal", value });
  return { input, element: h("label.field", {}, h("span", {}, label), input, h("small.muted", {}, hint)) };
}

function settings(recharge) {
  let form;
  ask("auto-recharge", {
    title: "Auto recharge settings",
    body: () => { form = makeForm(recharge); return form.element; },
    back: "Cancel",
    confirm: "Save settings",
    danger: false,
    run: () => post("/dashboard/billing/auto_recharge", form.values()),
    done: () => { toast("Auto recharge settings saved."); reload(); },
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
  const element = h("div.stack", {},
    h("p.strong", {}, "Would you like to set up automatic recharge?"),
    h("label.check", {}, check, "Yes, automatically recharge my card when my credit balance falls below a threshold"),
    fields.map((each) => each.element));
  const [threshold, target, limit] = fields.map((each) => () => each.input.value);
  return {
    element,
    values: () => ({ enabled: check.checked, threshold: threshold(), target: target(), monthly_limit: limit() || null }),
  };
}
