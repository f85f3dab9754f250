// Billing: a switch for auto-recharge that saves at once, lists for cards and invoices.

import { balanceText, day, h } from "/assets/dom.js";
import { draw } from "/assets/core/app.js";
import { ask, direct } from "/assets/ask.js";
import * as account from "/assets/core/account.js";
import { onConfirm, onOpener } from "/assets/page_faults.js";
import { addCard, addCredit, addPaymentDetails } from "/assets/core/overlays.js";
import { recharging, rechargeText, words } from "/assets/words.js";
import { button, heading, kit } from "/assets/kit.js";

export const tabContent = (slug) =>
  ({ overview, "payment-methods": paymentMethods, history })[slug]?.() ?? h("p.dim", {}, "There is nothing to show yet.");

const after = (text) => () => { kit.toast(text); draw(); };

async function overview() {
  const { plan, credit_balance: left, auto_recharge: recharge } = await account.subscription();
  const title = plan.id === "canceled" ? words.pay_as_you_go : plan.title;
  return [
    heading(2, title, plan.id === "canceled" && h("span.badge", {}, "Canceled")), account.aboutPlan(plan),
    heading(3, account.balanceLabel(plan)), h("div.amount", {}, balanceText(left)),
    plan.id !== "free" && rechargeLine(recharge),
    plan.cancelable ? payingLine() : plan.is_over && h("div.actions", {}, button("Add payment details", "primary", () => addPaymentDetails(kit))),
  ];
}

function payingLine() {
  const cancel = button(words.cancel, "plain", () => ask(kit, "cancel", { ...account.askedToCancel(), done: after(words.canceled) }), { popup: "dialog" });
  const line = h("div.actions", {}, button(words.buy, "plain", () => addCredit(kit)), cancel);
  onOpener("cancel", cancel);
  return line;
}

function rechargeLine(recharge) {
  const flip = () => direct(kit, "auto-recharge", control, () => account.saveRecharge(!recharge.enabled), after(words.recharge_saved));
  const control = h("oa-switch", { label: words.recharge, checked: recharge.enabled, onclick: flip });
  const line = h("div.entry.between", {}, h("div", {}, heading(3, recharging(recharge.enabled)), h("p.dim", {}, rechargeText(recharge))), control);
  if (recharge.enabled) onOpener("auto-recharge", control, line);
  onConfirm("auto-recharge", control, line);
  return line;
}

async function paymentMethods() {
  const saved = await account.cards();
  const list = h("ul", {});
  list.append(...saved.map((card) => cardEntry(card, list)));
  return [saved.length ? list : h("p", {}, "You have no saved payment methods."), h("div.actions", {}, button("Add payment method", "plain", () => addCard(kit)))];
}

function cardEntry(card, list) {
  const remove = button("Delete", "quiet", () => ask(kit, "card", { ...account.askedForCard(card), done: after("Payment method deleted.") }));
  onOpener("card", remove, list);
  return h("li.entry.between", {},
    h("div", {}, h("b", {}, card.brand), ` ending in ${card.last4}`, card.isDefault && h("span.badge", {}, "Default"), h("div.dim", {}, `Expires ${card.expires}`)),
    h("div", {}, !card.isDefault && button("Set as default", "quiet", () => account.makeDefault(card.id).then(draw)), remove));
}

async function history() {
  const entries = (await account.invoices()).map((each) => h("li.entry.between", {},
    h("div", {}, h("b", {}, each.number), h("div.dim", {}, `Created ${day(each.created)}`)), h("span", {}, each.status), h("span", {}, each.amount),
    each.url ? h("a", { href: each.url, target: "_blank", rel: "noreferrer" }, "View") : h("span", {})));
  return [h("p.dim", {}, "Showing invoices within the past 12 months"), entries.length ? h("ul", {}, entries) : h("p", {}, "No invoices found.")];
}
