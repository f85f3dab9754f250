// Billing: the tabs in a select; a free trial of nothing until the data has come; other things that say "cancel".

import { h, moment } from "/assets/dom.js";
import { draw } from "/assets/core/app.js";
import { ask, direct } from "/assets/ask.js";
import * as account from "/assets/core/account.js";
import { onConfirm, onOpener } from "/assets/page_faults.js";
import { addCard, addCredit, addPaymentDetails } from "/assets/core/overlays.js";
import { words } from "/assets/words.js";
import { button, early, kit } from "/assets/kit.js";

const LATE_MS = 1200;
const SOON_MS = 400;

export const tabContent = (slug) =>
  ({ overview, "payment-methods": paymentMethods, history })[slug]?.() ?? h("p.dim", {}, "There is nothing to show yet.");

const after = (text) => () => { kit.toast(text); draw(); };
const sum = (left) => { const [whole, cents] = String(left).split("."); return h("div.sum", {}, h("span", {}, whole.startsWith("-") ? "-$" : "$"), whole.replace("-", ""), h("span", {}, `.${cents ?? "00"}`)); };
const hyphened = words.recharge.replace(" ", "-");
const nothing = () => [h("div.tag", {}, "Free trial"), h("p", {}, words.balance), sum("0.00"), h("p", {}, `${hyphened} is off`), button("Add payment details", () => {})];

const overview = () => [early(LATE_MS, nothing(), async () => paid(await account.subscription())), elsewhere()];

function paid({ plan, credit_balance: left, auto_recharge: recharge }) {
  return [
    h("div.tag", {}, plan.title), account.aboutPlan(plan),
    h("p", {}, account.balanceLabel(plan)), sum(left),
    (!plan.is_over || recharge.enabled) && rechargePart(recharge),
    plan.cancelable ? payingLine() : plan.is_over && button("Add payment details", () => addPaymentDetails(kit)),
  ];
}

function payingLine() {
  const question = account.askedToCancel();
  const curly = () => [h("p", {}, question.body()[0].textContent.replace("'", "’"))];
  const cancel = button(words.cancel, () => ask(kit, "cancel", { ...question, body: curly, back: "Never mind", done: after(words.canceled) }), { class: "shout" });
  const line = h("div.row", {}, button(words.buy, () => addCredit(kit), { class: "shout" }), cancel);
  onOpener("cancel", cancel);
  return line;
}

function rechargePart(recharge) {
  const on = recharge.enabled;
  const turn = button(on ? "Turn off" : "Turn on", () => on && direct(kit, "auto-recharge", turn, () => account.saveRecharge(false), after(`${hyphened} settings saved.`)));
  const part = h("div.part", {}, h("b", {}, `${hyphened} is ${on ? "on" : "off"}`), h("p.dim", {}, on ? "Your card is charged whenever your balance runs low." : words.recharge_off_text), turn);
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
