// What covers the page after signing in and at other moments, by scenario.
// `cookieBanner(text, buttons)` is the skin's cookie banner, which returns its element.

import { post } from "/assets/api.js";
import { boot, store } from "/assets/boot.js";
import { h } from "/assets/dom.js";
import { neighbor } from "/assets/neighbors.js";

const SERVER = {
  dismiss: (name) => post("/dashboard/onboarding/dismiss", { name }).catch(() => {}),
  buy: (amount) => post("/dashboard/billing/credit_purchases", { amount }),
};
const shown = new Set();
const wanted = (name) => boot.popups[name] && !store(`popup.${name}`) && !shown.has(name);

export function popups(kit, cookieBanner, server = SERVER) {
  if (wanted("cookie_banner")) cookies(cookieBanner);
  if (wanted("version_bar")) versionBar();
  setTimeout(() => over(kit, server), boot.popups.late_ms);
}

function over(kit, server) {
  if (shown.has("whats_new")) return undefined;
  if (wanted("whats_new")) return news(kit, server);
  if (wanted("onboarding")) onboarding(kit, server);
  return undefined;
}

function begin(name) {
  shown.add(name);
  return () => { shown.delete(name); store(`popup.${name}`, true); };
}

function cookies(cookieBanner) {
  const done = begin("cookie_banner");
  const close = () => { done(); bar.remove(); };
  const bar = cookieBanner("We use cookies and similar technologies to deliver, maintain, improve our services and for security purposes.", [
    { label: "Reject non-essential", kind: "plain", press: close },
    { label: "Accept all", kind: "primary", press: close },
  ]);
}

function news(kit, server) {
  const done = begin("whats_new");
  const close = () => { dialog.close(); done(); server.dismiss("news"); over(kit, server); };
  const dialog = kit.dialog({
    title: "What's new",
    body: [h("p", {}, "Project-level service tiers are here. Cancel long-running responses at any time from the Logs page.")],
    buttons: [{ label: "Okay", kind: "primary", press: close }],
  });
}

function onboarding(kit, server) {
  const done = begin("onboarding");
  const close = () => { dialog.close(); done(); server.dismiss("onboarding"); };
  const amounts = ["$5 credits", "$10 credits", "$20 credits"].map((text, n) =>
    h("label.amount", {}, h("input", { type: "radio", name: "credits", checked: n === 0 }), text, n === 0 && h("span.badge", {}, "Recommended")));
  const dialog = kit.dialog({
    title: "Add some API credits",
    body: [h("p", {}, "You need credits to make requests to the API."), h("div.stack", {}, amounts)],
    buttons: [
      { label: "Purchase credits", kind: "primary", press: () => server.buy("5").then(close) },
      { label: "I'll buy credits later", kind: "plain", press: close },
    ],
  });
}

/** Over the lower half of the page, until it is dismissed. */
function versionBar() {
  const done = begin("version_bar");
  const bar = h("div", { role: "status", style: "position:fixed;inset:50% 0 0;z-index:60;background:#222c;color:#fff;display:grid;place-content:center;gap:12px" },
    h("p", {}, "A new version is available."),
    h("button", { type: "button", onclick: () => location.reload() }, "Reload"),
    h("button", { type: "button", onclick: () => { done(); bar.remove(); } }, "Later"));
  document.body.append(bar);
}

/** Comes up over a question that has just been opened, once. */
export function feedbackBox(kit) {
  if (!wanted("feedback_box")) return;
  const done = begin("feedback_box");
  const send = () => neighbor("feedback").then(close);
  const close = () => { done(); dialog.close(); };
  const dialog = kit.dialog({
    title: "How likely are you to recommend us?",
    body: [h("p", {}, "0 is not at all, 10 is certainly.")],
    buttons: [{ label: "×", kind: "plain", press: close }, { label: "10", kind: "primary", press: send }],
  });
}
