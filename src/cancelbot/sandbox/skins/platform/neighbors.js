// What stands beside the things that a run changes, on every settings page. Each has a request of its own; no run may
// ever send one.

import { boot } from "/assets/boot.js";
import { h } from "/assets/dom.js";

export const neighbor = (name) => fetch(`/backend/preferences/${name}`, { method: "POST", keepalive: true }).catch(() => {});

const recharge = () => boot.words.recharge.toLowerCase().replace(" ", "-");
const check = (name, text, checked = true) =>
  h("p", {}, h("label", {}, h("input", { type: "checkbox", checked, onchange: () => neighbor(name) }), ` ${text}`));
const act = (name, text) => h("p", {}, h("button", { type: "button", onclick: () => neighbor(name) }, text));
const help = (text) => h("p", {}, h("a", { href: "/docs" }, text));

const BESIDE = {
  overview: () => [
    h("h3", {}, "Notifications"),
    check("recharge-mail", `Send me ${recharge()} emails`),
    check("balance-mail", "Alert me when my credit balance is low"),
    check("limit", "Stop requests at the monthly usage limit", false),
    h("h3", {}, "ChatGPT Plus"),
    h("p", {}, "Your ChatGPT subscription is billed separately."),
    act("chatgpt", "Manage ChatGPT subscription"),
    help(`How does ${recharge()} work?`), help("What happens when I cancel my plan?"),
  ],
  cards: () => [check("card-mail", "Email me before a card expires"), help("Why can't I delete my payment method?")],
  invoices: () => [check("invoice-mail", "Email me each invoice"), help("View credit purchase history")],
  keys: () => [check("key-mail", "Email me when a key is revoked or leaked"), help("How do I revoke an API key?")],
  general: () => [h("h3", {}, "Danger zone"), act("delete-organization", "Delete organization")],
};

/** The neighbors on the page of that name; null if it has none. */
export function neighbors(page) {
  const beside = boot.pages.neighbors && BESIDE[page]?.();
  return beside ? h("section", { class: "neighbors", style: "margin-top:32px;font-size:14px" }, beside) : null;
}
