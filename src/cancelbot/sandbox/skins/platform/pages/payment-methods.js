// Billing > Payment methods: one box a card.

import { del, get, post } from "/assets/api.js";
import { ask } from "/assets/ask.js";
import { boot } from "/assets/boot.js";
import { openDialog } from "/assets/dialog.js";
import { h } from "/assets/dom.js";
import { kit } from "/assets/kit.js";
import { neighbors } from "/assets/neighbors.js";
import { onOpener } from "/assets/page_faults.js";
import { reload } from "/assets/router.js";

export async function paymentMethods() {
  const boxes = h("div.cards", {});
  const read = get("/dashboard/billing/payment_methods").then(({ data }) => {
    boxes.append(...data.map((method) => box(method, boxes)));
    return data.length ? boxes : h("p.muted", {}, "You have no saved payment methods.");
  });
  const list = await read.catch((problem) => h("p.failure", { role: "alert" }, problem.message));
  return [list, h("button.btn.btn-neutral", { type: "button", onclick: addCard }, "Add payment method"), neighbors("cards")];
}

/** A card's number and when it expires, as the scenario has them laid out. */
const LAYOUTS = {
  box: (number, expiry) => h("div", {}, h("div.card-number", {}, number), h("div.muted", {}, expiry)),
  break: (number, expiry, brand) => h("span", {}, `${brand} ${number}`, h("br", {}), expiry),
  gap: (number, expiry) => h("span", { style: "display:inline-flex;gap:12px" }, h("span", {}, number), h("span", {}, expiry)),
};

function box({ id, card, is_default: isDefault }, boxes) {
  const remove = h("button.text-danger", { type: "button", "aria-haspopup": "dialog", onclick: () => askToDelete(id, card) }, "Delete");
  onOpener("card", remove, boxes);
  const expiry = `Expires ${String(card.exp_month).padStart(2, "0")}/${card.exp_year}`;
  const makeDefault = async () => { await post(`/dashboard/billing/payment_methods/${id}/default`); reload(); };
  return h("div.card", {},
    h("div.card-top", {},
      h("span.brand", { "aria-hidden": "true" }, card.brand.slice(0, 4).toUpperCase()),
      LAYOUTS[boot.pages.card](`••••${card.last4}`, expiry, card.brand),
      isDefault && h("span.badge", {}, "Default")),
    h("div.card-actions", {},
      !isDefault && h("button.text-button", { type: "button", onclick: makeDefault }, "Set as default"), remove));
}

function askToDelete(id, card) {
  ask(kit, "card", {
    title: "Delete payment method",
    body: () => h("p", {}, `Are you sure you want to delete ${card.brand} ••••${card.last4}? You will no longer be able to pay with this card.`),
    back: "Cancel",
    confirm: "Delete",
    run: () => del(`/dashboard/billing/payment_methods/${id}`),
    done: () => { kit.toast("Payment method deleted."); reload(); },
  });
}

function addCard() {
  const fields = ["Card information", "Name on card", "Billing address"].map((text) =>
    h("label.field", {}, h("span", {}, text), h("input.input", {})));
  const add = () => post("/dashboard/billing/payment_methods").catch(() => dialog.close());
  const dialog = openDialog({
    title: "Add payment method",
    body: [h("p", {}, "Add your credit card details below. This card will be saved to your account and can be removed at any time."), fields,
      h("label.check", {}, h("input", { type: "checkbox" }), "Set as default payment method")],
    footer: [
      h("button.btn.btn-neutral", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button.btn.btn-primary", { type: "button", onclick: add }, "Add payment method"),
    ],
  });
}
