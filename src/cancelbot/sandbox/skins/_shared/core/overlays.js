// What a skin shows over its pages with its own dialogs: popups after signing in, buying, adding, creating.

import { post } from "/assets/api.js";
import { boot, store } from "/assets/boot.js";
import { h } from "/assets/dom.js";
import { buy, cards, dismiss, keysAt } from "/assets/core/account.js";

const done = (name) => store(`popup.${name}`, true);
const wanted = (name) => boot.popups[name] && !store(`popup.${name}`);

/** By scenario (site-facts 1.5); `banner(text, buttons)` is the skin's cookie banner, which returns its element. */
export function popups(kit, banner, server = { dismiss, buy }) {
  if (wanted("cookie_banner") && !popups.banner) cookies(banner);
  if (wanted("whats_new")) return news(kit, banner, server);
  if (wanted("onboarding")) onboarding(kit, server);
  return undefined;
}

function cookies(banner) {
  const close = () => { done("cookie_banner"); popups.banner.remove(); };
  popups.banner = banner("We use cookies and similar technologies to deliver, maintain, improve our services and for security purposes.", [
    { label: "Reject non-essential", kind: "plain", press: close },
    { label: "Accept all", kind: "primary", press: close },
  ]);
}

function news(kit, banner, server) {
  if (news.open) return;
  const close = () => { news.open.close(); news.open = null; done("whats_new"); server.dismiss("news"); popups(kit, banner, server); };
  news.open = kit.dialog({
    title: "What's new",
    body: [h("p", {}, "Project-level service tiers are here. Cancel long-running responses at any time from the Logs page.")],
    buttons: [{ label: "Okay", kind: "primary", press: close }],
  });
}

function onboarding(kit, server) {
  if (onboarding.open) return;
  const close = () => { onboarding.open.close(); onboarding.open = null; done("onboarding"); server.dismiss("onboarding"); };
  const amounts = ["$5 credits", "$10 credits", "$20 credits"].map((text, n) =>
    h("div", {}, h("label", {}, h("input", { type: "radio", name: "credits", checked: n === 0 }), ` ${text}`)));
  onboarding.open = kit.dialog({
    title: "Add some API credits",
    body: [h("p", {}, "You need credits to make requests to the API."), amounts],
    buttons: [
      { label: "Purchase credits", kind: "primary", press: () => server.buy("5").then(close) },
      { label: "I'll buy credits later", kind: "plain", press: close },
    ],
  });
}

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
  fields(kit, "Add to credit balance", body, "Continue", () => buy(body[0].querySelector("input").value));
}

export const addCard = (kit) => fields(kit, "Add payment method",
  [h("p", {}, "Add your credit card details below. This card will be saved to your account and can be removed at any time."), field("Card information"), field("Name on card")],
  "Add payment method", () => post("/dashboard/billing/payment_methods"));

export const addPaymentDetails = (kit) => fields(kit, "What best describes you?", [h("p", {}, "Individual or company")], "Continue", async () => {});
export const createKey = (kit, scope) => fields(kit, "Create new secret key", [field("Name")], "Create secret key", () => post(keysAt(scope), { action: "create" }));
export const editKey = (kit, key, scope) => fields(kit, "Edit secret key", [field("Name", key.name)], "Save", () => post(keysAt(scope), { action: "rename" }));
