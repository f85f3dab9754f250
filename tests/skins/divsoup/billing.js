// Billing, in boxes.

import { balanceText, h, moment } from "/assets/dom.js";
import { draw, go } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import * as account from "/assets/core/account.js";
import { onOpener } from "/assets/page_faults.js";
import { addCard, addCredit, addPaymentDetails } from "/assets/core/overlays.js";
import { rechargeText, words } from "/assets/words.js";
import { box, kit, odd } from "/assets/bits.js";

export const tabContent = (slug) =>
  ({ overview, "payment-methods": paymentMethods, history })[slug]?.() ?? h("div.dim", {}, "There is nothing to show yet.");

const after = (text) => () => { kit.toast(text); draw(); };

async function overview() {
  const { plan, credit_balance: left, auto_recharge: recharge } = await account.subscription();
  return [
    h("div.big", {}, h("span", {}, plan.title)), account.aboutPlan(plan),
    h("div", {}, h("b", {}, account.balanceLabel(plan))), h("div.amt", {}, balanceText(left)),
    (!plan.is_over || recharge.enabled) && rechargeBox(recharge),
    plan.cancelable ? payingLine() : plan.is_over && h("div.line", {}, box("b.black", "Add payment details", () => addPaymentDetails(kit)), box("b", "View usage", () => go("/usage"))),
    questions(),
  ];
}

function payingLine() {
  const cancel = box("b", odd(words.cancel), () => ask(kit, "cancel", { ...account.askedToCancel(), done: after(words.canceled) }));
  const line = h("div.line", {}, box("b", words.buy, () => addCredit(kit)), cancel);
  onOpener("cancel", cancel);
  return line;
}

function rechargeBox(recharge) {
  const turn = recharge.enabled
    ? box("b.flat", "Turn off", () => ask(kit, "auto-recharge", turnOff))
    : box("b.flat", words.recharge_set_up, () => {});
  const line = h("div", {}, turn);
  if (recharge.enabled) onOpener("auto-recharge", turn);
  return h("div.box", {}, h("div", {}, h("b", {}, `${words.recharge} is `), h("b", {}, recharge.enabled ? "on" : "off")),
    h("div.dim", {}, rechargeText(recharge)), line);
}

const turnOff = {
  title: `Turn off ${words.recharge.toLowerCase()}?`,
  body: () => [h("div", {}, "Your API requests will stop working when your credit balance reaches $0.")],
  back: "Keep it on",
  confirm: "Turn off",
  run: () => account.saveRecharge(false),
  done: after(words.recharge_saved),
};

/** What else on this page is about canceling. */
function questions() {
  const asked = [
    ["Cancel plan", "You may cancel at any time. Remaining credits stay in your account and can be used up."],
    ["Can I cancel a fine-tuning job?", "Yes, from the Fine-tuning page. You are billed for the steps that were run before you cancel."],
  ];
  return [
    h("div.faq", {}, h("div.big", {}, "Frequently asked questions"), asked.map(([q, a]) => [h("div.q", {}, q), h("div.dim", {}, a)])),
    h("div.news", {}, "You receive our monthly newsletter. ", h("span.u", { onclick: () => kit.toast("You will not receive the newsletter any more.") }, "Cancel")),
  ];
}

async function paymentMethods() {
  const saved = await account.cards();
  const list = h("div", {}, saved.map(cardBox));
  return [saved.length ? list : h("div.dim", {}, "You have no saved payment methods."), box("b", "Add payment method", () => addCard(kit))];
}

function cardBox(card) {
  const remove = h("div.del", { onclick: () => ask(kit, "card", { ...account.askedForCard(card), done: after("Payment method deleted.") }) }, h("span", {}, "Delete"));
  const made = h("div.box.card", {},
    h("div.grow", {}, h("div", {}, h("b", {}, card.brand), " ", h("span", {}, `•••• ${card.last4}`)), h("div.dim", {}, `Expires ${card.expires}`)),
    card.isDefault ? h("div.tag", {}, "Default") : h("div.dim", { onclick: () => account.makeDefault(card.id).then(draw) }, "Set as default"), remove);
  queueMicrotask(() => onOpener("card", remove, made.parentElement));
  return made;
}

async function history() {
  const rows = (await account.invoices()).map((each) => h("div.r.i", {},
    h("div", {}, each.number), h("div", {}, each.status), h("div", {}, each.amount), h("div", {}, moment(each.created)),
    h("div", {}, each.url && h("a", { href: each.url, target: "_blank", rel: "noreferrer" }, "View"))));
  const head = ["Invoice", "Status", "Amount", "Created", ""].map((text) => h("div", {}, text));
  return [h("div.dim", {}, "Showing invoices within the past 12 months"), rows.length ? [h("div.r.i.top", {}, head), rows] : h("div", {}, "No invoices found.")];
}
