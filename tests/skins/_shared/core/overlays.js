// What a skin shows over its pages with its own dialogs: buying, adding, creating.

import { post } from "/assets/api.js";
import { h } from "/assets/dom.js";
import { buy, cards, keysAt } from "/assets/core/account.js";
import { words } from "/assets/words.js";

const field = (label, value = "") => h("p", {}, h("label", {}, `${label} `, h("input", { value })));

/** A dialog of fields with a way back and a way on. */
function fields(kit, title, body, label, press) {
  const dialog = kit.dialog({ title, body, buttons: [
    { label: "Cancel", kind: "plain", press: () => dialog.close() },
    { label, kind: "primary", press: () => press().then(dialog.close, dialog.close) },
  ] });
}

export async function addCredit(kit) {
  const names = (await cards()).map((card) => h("option", {}, `${card.brand} ••••${card.last4}`));
  const body = [field("Amount to add", "10"), h("p", {}, h("label", {}, "Payment method ", h("select", {}, names)))];
  fields(kit, words.buy, body, "Continue", () => buy(body[0].querySelector("input").value));
}

export const addCard = (kit) => fields(kit, "Add payment method",
  [h("p", {}, "Add your credit card details below. This card will be saved to your account and can be removed at any time."), field("Card information"), field("Name on card")],
  "Add payment method", () => post("/dashboard/billing/payment_methods"));

export const addPaymentDetails = (kit) => fields(kit, "What best describes you?", [h("p", {}, "Individual or company")], "Continue", async () => {});
export const createKey = (kit, scope) => fields(kit, "Create new secret key", [field("Name")], "Create secret key", () => post(keysAt(scope), { action: "create" }));
export const editKey = (kit, key, scope) => fields(kit, "Edit secret key", [field("Name", key.name)], "Save", () => post(keysAt(scope), { action: "rename" }));
