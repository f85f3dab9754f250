// Billing: a pressed button for auto-recharge, bubbles for questions, tables with pages.

import { balanceText, h, moment } from "/assets/dom.js";
import { draw } from "/assets/core/app.js";
import { ask, direct } from "/assets/ask.js";
import * as account from "/assets/core/account.js";
import { onConfirm, onOpener } from "/assets/page_faults.js";
import { addCard, addCredit, addPaymentDetails } from "/assets/core/overlays.js";
import { rechargeText, words } from "/assets/words.js";
import { button, kit, paged } from "/assets/kit.js";

const INVOICES = 3;
export const tabContent = (slug) =>
  ({ overview, "payment-methods": paymentMethods, history })[slug]?.() ?? h("p.muted", {}, "There is nothing to show yet.");

const after = (text) => () => { kit.toast(text); draw(); };

async function overview() {
  const { plan, credit_balance: left, auto_recharge: recharge } = await account.subscription();
  return [
    plan.id !== "canceled" && h("h5", {}, plan.title), account.aboutPlan(plan),
    h("div.statistic", {}, h("small", {}, account.balanceLabel(plan)), h("b", {}, balanceText(left))),
    plan.id !== "free" && rechargeCard(recharge),
    plan.id === "free" ? h("div.row", {}, button("Add payment details", "primary", () => addPaymentDetails(kit))) : planButtons(plan),
  ];
}

function planButtons(plan) {
  const cancel = button(words.cancel, "plain", () => ask(kit, "cancel", { ...account.askedToCancel(), anchor: cancel, done: after(words.canceled) }));
  cancel.disabled = plan.id === "canceled";
  const row = h("div.row", {}, button(words.buy, "plain", () => addCredit(kit)), (plan.cancelable || cancel.disabled) && cancel);
  onOpener("cancel", cancel, row);
  return row;
}

function rechargeCard(recharge) {
  const flip = () => direct(kit, "auto-recharge", toggle, () => account.saveRecharge(!recharge.enabled), after(words.recharge_saved));
  const toggle = button(words.recharge, "plain", flip, { "aria-pressed": String(recharge.enabled) });
  const row = h("div.row", {}, toggle, h("span.muted", {}, recharge.enabled ? "On" : "Off"));
  if (recharge.enabled) onOpener("auto-recharge", toggle);
  onConfirm("auto-recharge", toggle);
  return h("div.card", { style: "margin-top:16px" }, row, h("p.muted", {}, rechargeText(recharge)));
}

async function paymentMethods() {
  const saved = await account.cards();
  const list = h("div", {});
  list.append(...saved.map((card) => cardBox(card, list)));
  return [saved.length ? list : h("p.muted", {}, "You have no saved payment methods."), button("Add payment method", "primary", () => addCard(kit))];
}

function cardBox(card, list) {
  const remove = h("button.text-btn.red", { type: "button", onclick: () => ask(kit, "card", { ...account.askedForCard(card), anchor: remove, done: after("Payment method deleted.") }) }, "Delete");
  onOpener("card", remove, list);
  return h("div.card.row", {}, h("b", {}, `${card.brand} ••••${card.last4}`), h("span.muted", {}, `Expires ${card.expires}`),
    card.isDefault ? h("span.tag", {}, "Default") : h("button.text-btn", { type: "button", onclick: () => account.makeDefault(card.id).then(draw) }, "Set as default"), remove);
}

async function history() {
  const rows = (await account.invoices()).map((each) => h("tr", {}, [each.number, each.status, each.amount, moment(each.created),
    each.url && h("a", { href: each.url, target: "_blank", rel: "noreferrer" }, "View")].map((cell) => h("td", {}, cell))));
  if (!rows.length) return h("p.muted", {}, "No invoices found.");
  return [h("p.muted", {}, "Showing invoices within the past 12 months"), paged(["Invoice", "Status", "Amount", "Created", "Action"], rows, INVOICES)];
}
