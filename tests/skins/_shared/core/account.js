// What the pages show and ask for, whatever they look like: the api's data and the four acts, with their words.

import { del, get, post, selected } from "/assets/api.js";
import { h } from "/assets/dom.js";
import { words } from "/assets/words.js";

const BILLING = "/dashboard/billing";

/** The plan is read by itself; where it cannot be read, what the site says of that stands in its place. */
export async function subscription() {
  const [plan, rest] = await Promise.all([get(`${BILLING}/plan`).catch(unread), get(`${BILLING}/subscription`)]);
  return { ...rest, plan };
}

const unread = ({ message }) => ({ id: "unread", title: message, cancelable: false, is_over: false });

/** What the Overview says of a plan besides its name. */
export const aboutPlan = (plan) => [
  plan.note && h("p", {}, plan.note),
  plan.offer && h("p", {}, h("button", { type: "button", onclick: () => post(`${BILLING}/subscription/resume`) }, plan.offer)),
];
export const balanceLabel = (plan, usual = words.balance) => ({ free: words.remaining, postpaid: "Amount due" }[plan.id] ?? usual);
export const grants = async () => (await get(`${BILLING}/credit_grants`)).grants.data;
export const invoices = () => every(`${BILLING}/invoices`, (last) => last.number);
export const cards = async () =>
  (await get(`${BILLING}/payment_methods`)).data.map((each) => ({ id: each.id, isDefault: each.is_default, ...each.card, expires: expiry(each.card) }));
export const makeDefault = (id) => post(`${BILLING}/payment_methods/${id}/default`);
export const buy = (amount) => post(`${BILLING}/credit_purchases`, { amount });

const expiry = (card) => `${String(card.exp_month).padStart(2, "0")}/${card.exp_year}`;

/** Where the keys of a project, of the organization or of the user are kept. */
export function keysAt(scope) {
  const mine = `/dashboard/organizations/${selected.organization}`;
  return { project: `${mine}/projects/${selected.project}/api_keys`, organization: `${mine}/api_keys`, user: "/dashboard/user/api_keys" }[scope];
}

export const keysAfter = (scope, last) => get(keysAt(scope) + (last ? `?after=${last}` : ""));

export const allKeys = (scope) => every(keysAt(scope), (last) => last.id);

async function every(path, markOf) {
  const rows = [];
  let page = { has_more: true };
  while (page.has_more) rows.push(...(page = await get(path + (rows.length ? `?after=${markOf(rows.at(-1))}` : ""))).data);
  return rows;
}

export const cancelPlan = () => post(`${BILLING}/subscription/cancel`);
export const deleteCard = (id) => del(`${BILLING}/payment_methods/${id}`);
export const deleteKey = (scope, id) => post(keysAt(scope), { action: "delete", key_id: id });
export const saveRecharge = (enabled, amounts = {}) => post(`${BILLING}/auto_recharge`, { enabled, ...amounts });

/** The questions before the acts; `done` and `anchor` are the skin's. */
export const askedToCancel = () => ({
  title: words.cancel_title,
  body: () => [h("p", {}, words.cancel_text)],
  back: words.cancel_back,
  confirm: words.cancel,
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
  title: words.revoke_title,
  body: () => [
    h("p", {}, "This API key will immediately be disabled. API requests made using this key will be rejected, which could cause any systems still depending on it to break. Once revoked, you'll no longer be able to view or modify this API key."),
    h("p.mono", {}, `${key.name} ${key.sensitive_id}`),
  ],
  back: "Cancel",
  confirm: words.revoke,
  name: key.name,
  run: () => deleteKey(scope, key.id),
});

export const LEAKS = "Do not share your API key with others or expose it in the browser or other client-side code. To protect your account's security, OpenAI may automatically disable any API key that has leaked publicly.";
export const NO_KEYS = "Create an API key to access the OpenAI API";
