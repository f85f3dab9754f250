// Billing: the tabs in a select; a free trial of nothing until the data has come; other things that say "cancel".

import { h, moment } from "/assets/dom.js";
import { draw } from "/assets/core/app.js";
import { ask, direct } from "/assets/core/ask.js";
import * as account from "/assets/core/account.js";
import { onConfirm, onOpener } from "/assets/core/faults.js";
import { addCard, addCredit, addPaymentDetails } from "/assets/core/overlays.js";
import { button, early, kit } from "/assets/kit.js";

const LATE_MS = 1200;
const SOON_MS = 400;

export const tabContent = (slug) =>
  ({ overview, "payment-methods": paymentMethods, history })[slug]?.() ?? h("p.dim", {}, "There is nothing to show yet.");

const after = (text) => () => { kit.toast(text); draw(); };
const sum = (left) => { const [whole, cents] = String(left).split("."); return h("div.sum", {}, h("span", {}, whole.startsWith("-") ? "-$" : "$"), whole.replace("-", ""), h("span", {}, `.${cents ?? "00"}`)); };
const nothing = () => [h("div.tag", {}, "Free trial"), h("p", {}, "Credit balance"), sum("0.00"), h("p", {}, "Auto-recharge is off"), button("Add payment details", () => {})];

const overview = () => [early(LATE_MS, nothing(), async () => paid(await account.subscription())), elsewhere()];

function paid({ plan, credit_balance: left, auto_recharge: recharge }) {
  const paying = plan.id === "payg";
  return [
    h("div.tag", {}, paying ? "Pay as you go" : "Free trial"),
    h("p", {}, "Credit balance"), sum(left),
    (paying || recharge.enabled) && rechargePart(recharge),
    paying ? payingLine() : button("Add payment details", () => addPaymentDetails(kit)),
  ];
}

function payingLine() {
  const question = account.askedToCancel();
  const curly = () => [h("p", {}, question.body()[0].textContent.replace("'", "’"))];
  const cancel = button("Cancel plan", () => ask(kit, "cancel", { ...question, body: curly, back: "Never mind", done: after(account.CANCELED) }), { class: "shout" });
  const line = h("div.row", {}, button("Add to credit balance", () => addCredit(kit), { class: "shout" }), cancel);
  onOpener("cancel", cancel);
  return line;
}

function rechargePart(recharge) {
  const on = recharge.enabled;
  const turn = button(on ? "Turn off" : "Turn on", () => on && direct(kit, "auto-recharge", turn, () => account.saveRecharge(false), after("Auto-recharge settings saved.")));
  const part = h("div.part", {}, h("b", {}, `Auto-recharge is ${on ? "on" : "off"}`), h("p.dim", {}, on ? "Your card is charged whenever your balance runs low." : account.RECHARGE_OFF), turn);
  if (on) onOpener("auto-recharge", turn);
  onConfirm("auto-recharge", turn);
  return part;
}

/** Another product with a plan of its own, and an answer that unfolds. */
function elsewhere() {
  const other = () => kit.toast("Open ChatGPT to change your ChatGPT plan.");
  return [
    h("section.part", {}, h("h3", {}, "ChatGPT Plus"), h("p.dim", {}, "Renews monthly."), h("div.row", {}, button("Cancel subscription", other), button("Cancel plan", other))),
    h("details", {}, h("summary", {}, "Cancel plan"), h("p", {}, "Are you sure you want to cancel your billing plan? You may do so at any time; your subscription is then cancelled at once.")),
  ];
}

function paymentMethods() {
  const none = () => h("p.dim", {}, "You have no saved payment methods.");
  return [early(LATE_MS, none(), async () => {
    const saved = await account.cards();
    const list = h("div", {});
    list.append(...saved.map((card) => cardPart(card, list)));
    return saved.length ? list : none();
  }), button("Add payment method", () => addCard(kit))];
}

function cardPart(card, list) {
  const remove = button("Remove", () => ask(kit, "card", { ...account.askedForCard(card), done: after("Payment method deleted.") }));
  onOpener("card", remove, list);
  return h("div.part.row", {}, h("div", {}, `${card.brand} ending in ${card.last4}`, h("div.dim", {}, `Expires ${card.expires}`)), h("span.space", {}),
    card.isDefault && h("span.tag", {}, "Default"), remove);
}

function history() {
  return early(SOON_MS, h("p.dim", {}, "Showing invoices within the past 12 months"), async () => {
    const rows = (await account.invoices()).map((each) => h("div.line", {}, [each.number, each.status, each.amount, moment(each.created)].map((text) => h("div", {}, text)),
      h("div", {}, each.url && h("a", { href: each.url, target: "_blank", rel: "noreferrer" }, "View"))));
    return [h("p.dim", {}, "Showing invoices within the past 12 months"), rows.length ? rows : h("p", {}, "No invoices found.")];
  });
}
