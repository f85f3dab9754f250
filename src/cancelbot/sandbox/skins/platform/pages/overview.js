// Billing > Overview: the plan, the balance, auto-recharge, "Cancel plan".

import { get, post } from "/assets/api.js";
import { ask } from "/assets/ask.js";
import { openDialog } from "/assets/dialog.js";
import { balanceText, h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { kit } from "/assets/kit.js";
import { neighbors } from "/assets/neighbors.js";
import { onOpener } from "/assets/page_faults.js";
import { go, reload } from "/assets/router.js";
import { link } from "/assets/shell.js";
import { words } from "/assets/words.js";
import { rechargeBox } from "/assets/pages/recharge.js";

const TOOLTIP = "You may temporarily exceed your credit balance due to billing delays. This will show as a negative balance and will be subtracted from your next credit purchase.";
const TILES = [
  ["Payment methods", "Add or change payment method", "/settings/organization/billing/payment-methods", "card", "#10a37f"],
  ["Billing history", "View past and current invoices", "/settings/organization/billing/history", "file", "#5436da"],
  ["Preferences", "Manage billing information", "/settings/organization/billing/preferences", "gear", "#dd5ce5"],
  ["Usage limits", "Set monthly spend limits", "/settings/organization/limits", "sliders", "#ef4146"],
  ["Pricing", "View pricing and FAQs", "/pricing", "bars", "#f4ac36"],
];

/** The plan is read by itself: its part is a skeleton until the data comes, and a sentence if it does not come. */
export async function overview() {
  const asked = get("/dashboard/billing/plan").catch((problem) => ({ failed: problem.message }));
  const subscription = await get("/dashboard/billing/subscription");
  const holder = h("div.stack-page", {});
  const draw = (plan) => holder.replaceChildren(...parts(plan, subscription).flat(Infinity).filter(Boolean));
  const soon = new Promise((done) => { setTimeout(done, 300); });
  draw(await Promise.race([asked, soon]));
  asked.then(draw);
  return holder;
}

function parts(plan, { credit_balance: left, auto_recharge: recharge }) {
  const label = { free: words.remaining, postpaid: "Amount due" }[plan?.id] ?? words.balance;
  return [
    planPart(plan),
    balance(label, left),
    (recharge.enabled || !plan?.is_over) && rechargeBox(recharge),
    plan?.is_over ? startPaying() : buttons(plan),
    plan?.id !== "free" && tiles(),
    neighbors("overview"),
  ];
}

function planPart(plan) {
  if (!plan) return h("div.skeleton", { "aria-busy": "true" });
  if (plan.failed) return h("p.failure", { role: "alert" }, plan.failed);
  const offer = plan.offer && h("button.btn.btn-neutral", { type: "button", onclick: () => post("/dashboard/billing/subscription/resume").then(reload) }, plan.offer);
  return [h("h2.plan", {}, plan.title), plan.note && h("p", {}, plan.note), offer && h("div.row", {}, offer)];
}

function balance(label, amount) {
  return [
    h("div.balance-label", {}, label, h("button.info", { type: "button", "aria-label": "More information", title: TOOLTIP }, icon("info", 15))),
    h("div.balance", {}, balanceText(amount)),
  ];
}

function buttons(plan) {
  const row = h("div.row", {},
    plan?.id !== "enterprise" && h("button.btn.btn-neutral", { type: "button", onclick: () => addCredit() }, words.buy));
  if (!plan?.cancelable) return row;
  const cancel = h("button.btn.btn-neutral", { type: "button", "aria-haspopup": "dialog", onclick: askToCancel }, words.cancel);
  row.append(cancel);
  onOpener("cancel", cancel);
  return row;
}

function startPaying() {
  return [
    h("div.row", {},
      h("button.btn.btn-primary", { type: "button", onclick: addPaymentDetails }, "Add payment details"),
      h("button.btn.btn-dim", { type: "button", onclick: () => go("/settings/organization/usage") }, "View usage")),
    h("div.notice", {}, icon("info", 18), h("p", {}, h("b", {}, "Note: "),
      "This does not reflect the status of your ", h("a.link", { href: "/docs" }, "ChatGPT"), " account.")),
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
  ask(kit, "cancel", {
    title: words.cancel_title,
    body: () => h("p", {}, words.cancel_text),
    back: words.cancel_back,
    confirm: words.cancel,
    run: () => post("/dashboard/billing/subscription/cancel"),
    done: () => { kit.toast(words.canceled); reload(); },
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
