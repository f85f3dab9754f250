// Billing settings: tabs that leave the address alone, a painted switch behind "Modify".

import { balanceText, h, moment } from "/assets/dom.js";
import { draw } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import * as account from "/assets/core/account.js";
import { onOpener } from "/assets/page_faults.js";
import { addCard, addCredit, addPaymentDetails } from "/assets/core/overlays.js";
import { TABS } from "/assets/core/pages.js";
import { recharging, rechargeText, words } from "/assets/words.js";
import { button, kit, paintedSwitch } from "/assets/kit.js";

const CONTENT = { overview, "payment-methods": paymentMethods, history };

export function billing() {
  const panel = h("div", { role: "tabpanel" });
  const buttons = TABS.map(({ label, slug }) => h("button", { type: "button", role: "tab", "aria-selected": "false", onclick: () => show(slug) }, label));
  const show = async (slug) => {
    buttons.forEach((each, n) => each.setAttribute("aria-selected", String(TABS[n].slug === slug)));
    panel.replaceChildren(h("div.progress", { role: "progressbar" }));
    const children = await (CONTENT[slug]?.(() => show(slug)) ?? [h("p.caption", {}, "There is nothing to show yet.")]);
    panel.replaceChildren(...children.flat(Infinity).filter(Boolean));
  };
  show("overview");
  return [h("div.tabs", { role: "tablist" }, buttons), panel];
}

const after = (text, again) => () => { kit.toast(text); again(); };

async function overview(again) {
  const { plan, credit_balance: left, auto_recharge: recharge } = await account.subscription();
  return [
    h("div.sheet", {}, plan.id !== "canceled" && h("h6", {}, plan.title), account.aboutPlan(plan), h("div.caption", {}, account.balanceLabel(plan)), h("div.amount", {}, balanceText(left)),
      plan.id === "free" ? h("div.actions", {}, button("Add payment details", "primary", () => addPaymentDetails(kit))) : planButtons(plan, again)),
    plan.id !== "free" && rechargeSheet(recharge, again),
  ];
}

function planButtons(plan, again) {
  const row = h("div.actions", {}, button(words.buy, "primary", () => addCredit(kit)));
  if (!plan.cancelable) return row;
  const cancel = button(words.cancel, "plain", () => ask(kit, "cancel", { ...account.askedToCancel(), done: after(words.canceled, again) }), { "aria-haspopup": "dialog" });
  row.append(cancel);
  onOpener("cancel", cancel);
  return row;
}

function rechargeSheet(recharge, again) {
  const on = recharge.enabled;
  const modify = button(on ? words.recharge_change : words.recharge_set_up, "text", () => settings(recharge, again));
  const line = h("div.actions", {}, modify);
  onOpener("auto-recharge", modify);
  return h("div.sheet", {}, h("h6", {}, recharging(on)), h("p.caption", {}, rechargeText(recharge)), line);
}

function settings(recharge, again) {
  let painted;
  ask(kit, "auto-recharge", {
    title: words.recharge_title,
    body: () => {
      painted = paintedSwitch(words.recharge_check, recharge.enabled);
      return [h("p", {}, words.recharge_question), painted.element];
    },
    back: "Cancel",
    confirm: words.recharge_save,
    kind: "primary",
    run: () => account.saveRecharge(painted.input.checked, { threshold: recharge.threshold, target: recharge.target }),
    done: after(words.recharge_saved, again),
  });
}

async function paymentMethods(again) {
  const saved = await account.cards();
  const list = h("div", {});
  list.append(...saved.map((card) => cardSheet(card, list, again)));
  return [saved.length ? list : h("p.caption", {}, "You have no saved payment methods."), button("Add payment method", "primary", () => addCard(kit))];
}

function cardSheet(card, list, again) {
  const remove = button("Delete", "text", () => ask(kit, "card", { ...account.askedForCard(card), done: after("Payment method deleted.", again) }));
  onOpener("card", remove, list);
  return h("div.sheet.card", {}, h("div.grow", {}, h("div", {}, `${card.brand} •••• •••• •••• ${card.last4}`), h("div.caption", {}, `Expires ${card.expires}`)),
    card.isDefault ? h("span.chip", {}, "Default") : button("Set as default", "text", () => account.makeDefault(card.id).then(draw)), remove);
}

async function history() {
  const cell = (content) => h("div", { role: "gridcell" }, content);
  const head = ["Invoice", "Status", "Amount", "Created", ""].map((text) => h("div", { role: "columnheader" }, text));
  const rows = (await account.invoices()).map((each) => h("div", { role: "row" }, [each.number, each.status, each.amount, moment(each.created),
    each.url && h("a", { href: each.url, target: "_blank", rel: "noreferrer" }, "View")].map(cell)));
  return [h("p.caption", {}, "Showing invoices within the past 12 months"),
    rows.length ? h("div.sheet.invoices", { role: "grid" }, h("div", { role: "row" }, head), rows) : h("p", {}, "No invoices found.")];
}
