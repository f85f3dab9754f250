// Billing, part by part: the balance soon, auto-recharge first as if off, the plan and its buttons last.

import { balanceText, h, moment } from "/assets/dom.js";
import { draw } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import * as account from "/assets/core/account.js";
import { onOpener } from "/assets/page_faults.js";
import { addCard, addCredit, addPaymentDetails } from "/assets/core/overlays.js";
import { recharging, rechargeText, words } from "/assets/words.js";
import { act, kit, late, lateRows } from "/assets/kit.js";

const BALANCE_MS = 600;
const RECHARGE_MS = 1600;
const PLAN_MS = 2600;

export const tabContent = (slug) =>
  ({ overview, "payment-methods": paymentMethods, history, preferences })[slug]?.() ?? late(400, () => h("p.gray", {}, "There is nothing to show yet."));

const after = (text) => () => { kit.toast(text); draw(); };
const preferences = () => late(500, () => h("p.gray", {}, "Company name and billing address appear on future invoices."));

function overview() {
  const asked = account.subscription();
  return [
    late(PLAN_MS, async () => planPart((await asked).plan)),
    h("div.gray", {}, words.balance),
    late(BALANCE_MS, async () => h("div.sum", {}, balanceText((await asked).credit_balance))),
    late(RECHARGE_MS, async () => rechargeBlock(await asked), h("div.block", {}, h("h5", {}, recharging(false)), h("p.gray", {}, words.recharge_off_text))),
    late(PLAN_MS, async () => planLine(await asked)),
  ];
}

const planPart = (plan) => [h("h5", {}, plan.title), account.aboutPlan(plan)];

function planLine({ plan }) {
  if (!plan.cancelable) return plan.is_over && h("div.line", {}, act("Add payment details", "primary", () => addPaymentDetails(kit)));
  const cancel = act(words.cancel, "plain", () => ask(kit, "cancel", { ...account.askedToCancel(), done: after(words.canceled) }));
  const line = h("div.line", {}, act(words.buy, "plain", () => addCredit(kit)), cancel);
  onOpener("cancel", cancel);
  return line;
}

function rechargeBlock({ auto_recharge: recharge, plan }) {
  if (!recharge.enabled && plan.is_over) return null;
  const on = recharge.enabled;
  const modify = act(on ? words.recharge_change : words.recharge_set_up, "plain", () => settings(recharge));
  const line = h("div.line", {}, modify);
  onOpener("auto-recharge", modify);
  return h("div.block", {}, h("h5", {}, recharging(on)), h("p.gray", {}, rechargeText(recharge)), line);
}

function flip(checked) {
  const turn = () => made.setAttribute("aria-checked", String(made.getAttribute("aria-checked") !== "true"));
  const made = h("button.flip", { type: "button", role: "switch", "aria-checked": String(checked), "aria-label": words.recharge_check, onclick: turn }, h("i", {}));
  return made;
}

function settings(recharge) {
  let made;
  ask(kit, "auto-recharge", {
    title: words.recharge_title,
    body: () => {
      made = flip(recharge.enabled);
      return [h("div.line", {}, made, h("span", {}, words.recharge_check))];
    },
    back: "Cancel",
    confirm: words.recharge_save,
    kind: "primary",
    run: () => account.saveRecharge(made.getAttribute("aria-checked") === "true"),
    done: after(words.recharge_saved),
  });
}

async function paymentMethods() {
  const saved = await account.cards();
  const list = h("div", {});
  const blocks = saved.map((card) => cardBlock(card, list));
  const half = Math.ceil(blocks.length / 2);
  list.append(late(700, () => blocks.slice(0, half)), late(2200, () => blocks.slice(half)));
  return [saved.length ? list : late(1500, () => h("p.gray", {}, "You have no saved payment methods.")),
    late(2400, () => act("Add payment method", "plain", () => addCard(kit)))];
}

function cardBlock(card, list) {
  const remove = act("Delete", "plain", () => ask(kit, "card", { ...account.askedForCard(card), done: after("Payment method deleted.") }));
  onOpener("card", remove, list);
  return h("div.block.line", {}, h("div", {}, h("b", {}, `${card.brand} ····${card.last4}`), h("div.gray", {}, `Expires ${card.expires}`)),
    h("div", {}, card.isDefault ? h("span.pill", {}, "Default") : act("Set as default", "plain", () => account.makeDefault(card.id).then(draw)), " ", remove));
}

async function history() {
  const rows = (await account.invoices()).map((each) => h("tr", {}, [each.number, each.status, each.amount, moment(each.created),
    each.url && h("a", { href: each.url, target: "_blank", rel: "noreferrer", style: "color:inherit" }, "View")].map((cell) => h("td", {}, cell))));
  const head = ["Invoice", "Status", "Amount", "Created", ""].map((text) => h("th", {}, text));
  return [h("p.gray", {}, "Showing invoices within the past 12 months"),
    rows.length ? h("table", {}, h("thead", {}, h("tr", {}, head)), lateRows(rows, head.length)) : h("p.gray", {}, "No invoices found.")];
}
