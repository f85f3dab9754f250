// Billing > Overview: the plan, the balance, auto-recharge, Cancel plan (guide, steps 3 to 5).

import { get, post } from "/assets/api.js";
import { ask } from "/assets/acts.js";
import { openDialog } from "/assets/dialog.js";
import { h, money } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { onOpener } from "/assets/mischief.js";
import { go, reload } from "/assets/router.js";
import { link } from "/assets/shell.js";
import { toast } from "/assets/toast.js";
import { rechargeBox } from "/assets/pages/recharge.js";

const TOOLTIP = "You may temporarily exceed your credit balance due to billing delays. This will show as a negative balance and will be subtracted from your next credit purchase.";
const TILES = [
  ["Payment methods", "Add or change payment method", "/settings/organization/billing/payment-methods", "card", "#10a37f"],
  ["Billing history", "View past and current invoices", "/settings/organization/billing/history", "file", "#5436da"],
  ["Preferences", "Manage billing information", "/settings/organization/billing/preferences", "gear", "#dd5ce5"],
  ["Usage limits", "Set monthly spend limits", "/settings/organization/limits", "sliders", "#ef4146"],
  ["Pricing", "View pricing and FAQs", "/pricing", "bars", "#f4ac36"],
];

export async function overview(context) {
  const subscription = await get("/dashboard/billing/subscription");
  return subscription.plan.id === "payg" ? paying(subscription) : notPaying(subscription);
}

function balance(label, amount) {
  return [
    h("div.balance-label", {}, label, h("button.info", { type: "button", "aria-label": "More information", title: TOOLTIP }, icon("info", 15))),
    h("div.balance", {}, money(amount)),
  ];
}

function paying(subscription) {
  const row = h("div.row", {},
    h("button.btn.btn-neutral", { type: "button", onclick: () => addCredit() }, "Add to credit balance"));
  const cancel = h("button.btn.btn-neutral", { type: "button", "aria-haspopup": "dialog", onclick: askToCancel }, "Cancel plan");
  row.append(cancel);
  onOpener("cancel", cancel, () => row.classList.toggle("swapped"));
  return [
    h("h2.plan", {}, subscription.plan.title),
    balance("Credit balance", subscription.credit_balance),
    rechargeBox(subscription.auto_recharge),
    row,
    tiles(),
  ];
}

function notPaying(subscription) {
  const canceled = subscription.plan.id === "canceled";
  return [
    h("h2.plan", {}, "Free trial"),
    balance(canceled ? "Credit balance" : "Credit remaining", subscription.credit_balance),
    subscription.auto_recharge.enabled && rechargeBox(subscription.auto_recharge),
    h("div.row", {},
      h("button.btn.btn-primary", { type: "button", onclick: addPaymentDetails }, "Add payment details"),
      h("button.btn.btn-dim", { type: "button", onclick: () => go("/settings/organization/usage") }, "View usage")),
    h("div.notice", {}, icon("info", 18), h("p", {}, h("b", {}, "Note: "),
      "This does not reflect the status of your ", h("a.link", { href: "/docs" }, "ChatGPT"), " account.")),
    canceled && tiles(),
  ];
}

function tiles() {
  return h("div.tiles", {}, TILES.map(([title, text, path, symbol, color]) => {
    const tile = link(path, { class: "tile" },
      h("span.tile-icon", {}, icon(symbol, 22)), h("span", {}, h("b", {}, title), h("span.muted", {}, text)));
    tile.firstChild.style.background = color;
    return tile;
  }));
}

function askToCancel() {
  ask("cancel", {
    title: "Are you sure you want to cancel your billing plan?",
    body: () => h("p", {}, "You'll be able to consume any remaining credits in your account, after which we will begin rejecting your API requests and no further charges will be made."),
    back: "Nevermind",
    confirm: "Cancel plan",
    run: () => post("/dashboard/billing/subscription/cancel"),
    done: () => { toast("Your subscription was canceled."); reload(); },
  });
}

async function addCredit() {
  const { data } = await get("/dashboard/billing/payment_methods");
  const amount = h("input.input", { inputmode: "decimal", value: "10" });
  const cards = data.map((card) => h("option", {}, `${card.card.brand} ••••${card.card.last4}`));
  const buy = async () => {
    await post("/dashboard/billing/credit_purchases", { amount: amount.value });
    dialog.close();
    reload();
  };
  const dialog = openDialog({
    title: "Add to credit balance",
    body: [
      h("label.field", {}, h("span", {}, "Amount to add"), amount, h("small.muted", {}, "Enter an amount between $5 and $495")),
      h("label.field", {}, h("span", {}, "Payment method"), h("select.input", {}, cards)),
      h("button.link-button", { type: "button" }, "+ Add payment method"),
    ],
    footer: [
      h("button.btn.btn-neutral", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button.btn.btn-primary", { type: "button", onclick: buy }, "Continue"),
    ],
  });
}

function addPaymentDetails() {
  const dialog = openDialog({
    title: "What best describes you?",
    body: h("div.stack", {}, ["Individual", "Company"].map((text) => h("button.choice", { type: "button" }, text))),
    footer: [h("button.btn.btn-neutral", { type: "button", onclick: () => dialog.close() }, "Cancel")],
  });
}
