// What the pages show and ask for, whatever they look like: the api's data and the four acts, with their words.

import { del, get, post, selected } from "/assets/api.js";
import { h } from "/assets/dom.js";

const BILLING = "/dashboard/billing";

export const subscription = () => get(`${BILLING}/subscription`);
export const grants = async () => (await get(`${BILLING}/credit_grants`)).grants.data;
export const invoices = async () => (await get(`${BILLING}/invoices`)).data;
export const cards = async () =>
  (await get(`${BILLING}/payment_methods`)).data.map((each) => ({ id: each.id, isDefault: each.is_default, ...each.card, expires: expiry(each.card) }));
export const makeDefault = (id) => post(`${BILLING}/payment_methods/${id}/default`);
export const buy = (amount) => post(`${BILLING}/credit_purchases`, { amount });
export const dismiss = (name) => post("/dashboard/onboarding/dismiss", { name }).catch(() => {});

const expiry = (card) => `${String(card.exp_month).padStart(2, "0")}/${card.exp_year}`;

/** Where the keys of a project, of the organisation or of the user are kept. */
export function keysAt(scope) {
  const mine = `/dashboard/organizations/${selected.organization}`;
  return { project: `${mine}/projects/${selected.project}/api_keys`, organization: `${mine}/api_keys`, user: "/dashboard/user/api_keys" }[scope];
}

export const keysAfter = (scope, last) => get(keysAt(scope) + (last ? `?after=${last}` : ""));

export async function allKeys(scope) {
  const keys = [];
  let page = { has_more: true };
  while (page.has_more) keys.push(...(page = await keysAfter(scope, keys.at(-1)?.id)).data);
  return keys;
}

export const cancelPlan = () => post(`${BILLING}/subscription/cancel`);
export const deleteCard = (id) => del(`${BILLING}/payment_methods/${id}`);
export const deleteKey = (scope, id) => post(keysAt(scope), { action: "delete", key_id: id });
export const saveRecharge = (enabled, amounts = {}) => post(`${BILLING}/auto_recharge`, { enabled, ...amounts });

export const CANCELED = "Your subscription was canceled.";

/** The questions before the acts (guide, steps 4 to 7); `done` and `anchor` are the skin's. */
export const askedToCancel = () => ({
  title: "Are you sure you want to cancel your billing plan?",
  body: () => [h("p", {}, "You'll be able to consume any remaining credits in your account, after which we will begin rejecting your API requests and no further charges will be made.")],
  back: "Nevermind",
  confirm: "Cancel plan",
  run: cancelPlan,
});

export const askedForCard = (card) => ({
  title: "Delete payment method",
  body: () => [h("p", {}, `Are you sure you want to delete ${card.brand} ••••${card.last4}? You will no longer be able to pay with this card.`)],
  back: "Cancel",
  confirm: "Delete",
  run: () => deleteCard(card.id),
});

export const askedForKey = (key, scope) => ({
  title: "Revoke secret key",
  body: () => [
    h("p", {}, "This API key will immediately be disabled. API requests made using this key will be rejected, which could cause any systems still depending on it to break. Once revoked, you'll no longer be able to view or modify this API key."),
    h("p.mono", {}, `${key.name} ${key.sensitive_id}`),
  ],
  back: "Cancel",
  confirm: "Revoke key",
  run: () => deleteKey(scope, key.id),
});

export const LEAKS = "Do not share your API key with others or expose it in the browser or other client-side code. To protect your account's security, OpenAI may automatically disable any API key that has leaked publicly.";
export const NO_KEYS = "Create an API key to access the OpenAI API";
export const RECHARGE_OFF = "When your credit balance reaches $0, your API requests will stop working. Enable automatic recharge to automatically keep your credit balance topped up.";
