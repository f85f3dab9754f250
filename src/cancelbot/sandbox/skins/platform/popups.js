// What covers the page after signing in, by scenario (site-facts 1.5).

import { boot, store } from "/assets/boot.js";
import { h } from "/assets/dom.js";
import { openDialog } from "/assets/dialog.js";
import { post } from "/assets/api.js";

const seen = (name) => store(`popup.${name}`);

function dismiss(name) {
  store(`popup.${name}`, true);
  post("/dashboard/onboarding/dismiss", { name }).catch(() => {});
}

export function showPopups() {
  if (boot.popups.cookie_banner && !seen("cookies")) cookieBanner();
  if (boot.popups.whats_new && !seen("news")) return whatsNew();
  if (boot.popups.onboarding && !seen("onboarding")) onboarding();
  return undefined;
}

function cookieBanner() {
  if (document.querySelector(".cookies")) return;
  const done = () => { banner.remove(); store("popup.cookies", true); };
  const banner = h("div.cookies", { "data-testid": "cookie-consent-banner", role: "region", "aria-label": "Cookie consent" },
    h("p", {}, "We use cookies and similar technologies to deliver, maintain, improve our services and for security purposes."),
    h("div.row", {},
      h("button.btn.btn-neutral", { type: "button", onclick: done }, "Reject non-essential"),
      h("button.btn.btn-primary", { type: "button", onclick: done }, "Accept all")));
  document.body.append(banner);
}

function whatsNew() {
  const okay = h("button.btn.btn-primary", {
    type: "button",
    onclick: () => { dialog.close(); dismiss("news"); showPopups(); },
  }, "Okay");
  const dialog = openDialog({
    title: "What's new",
    body: h("p", {}, "Project-level service tiers are here. Cancel long-running responses at any time from the Logs page."),
    footer: [okay],
  });
}

function onboarding() {
  const amounts = ["$5 credits", "$10 credits", "$20 credits"].map((text, n) =>
    h("label.amount", {}, h("input", { type: "radio", name: "credits", checked: n === 0 }), text, n === 0 && h("span.badge", {}, "Recommended")));
  const close = () => { dialog.close(); dismiss("onboarding"); };
  const buy = () => post("/dashboard/billing/credit_purchases", { amount: "5" }).then(close);
  const dialog = openDialog({
    title: "Add some API credits",
    body: [h("p", {}, "You need credits to make requests to the API."), h("div.stack", {}, amounts)],
    footer: [
      h("button.btn.btn-primary", { type: "button", onclick: buy }, "Purchase credits"),
      h("button.btn.btn-neutral", { type: "button", onclick: close }, "I'll buy credits later"),
    ],
  });
}
