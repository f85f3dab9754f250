// Settings > Billing: its tabs, and the plainer ones of its pages.

import { get } from "/assets/api.js";
import { day, h, moment, money } from "/assets/dom.js";
import { route } from "/assets/router.js";
import { link } from "/assets/shell.js";
import { listed } from "/assets/listed.js";
import { neighbors } from "/assets/neighbors.js";
import { words } from "/assets/words.js";
import { overview } from "/assets/pages/overview.js";
import { paymentMethods } from "/assets/pages/payment-methods.js";

const BASE = "/settings/organization/billing";
const EVERY_TAB = [
  ["Overview", "overview", overview],
  ["Payment methods", "payment-methods", paymentMethods],
  ["Billing history", "history", history],
  ["Credit grants", "credit-grants", creditGrants],
  ["Preferences", "preferences", preferences],
  ["Promotions", "promotions", () => h("p.muted", {}, "You have no promotions.")],
];
const TABS = EVERY_TAB.filter(([, slug]) => !["credit-grants", "promotions"].includes(slug) || words.tabs.includes(slug));

function header(current) {
  return [
    h("h1", {}, words.billing),
    h("nav.tabs", { "aria-label": "Billing" }, TABS.map(([label, slug]) =>
      link(`${BASE}/${slug}`, { class: slug === current ? "active" : null, "aria-current": slug === current ? "page" : null }, label))),
  ];
}

function denied(context) {
  return h("div.notice", { role: "note" }, h("p", {},
    h("b", {}, "You do not have permission to view billing for this organization. "),
    `Contact an owner of ${context.organization.title} for access.`));
}

for (const [label, slug, content] of TABS) {
  route(new RegExp(`^${BASE}/${slug}/?$`), {
    title: label === "Overview" ? "Billing" : label,
    header: (context) => (context.organization.role === "owner" ? header(slug) : h("h1", {}, words.billing)),
    content: (context, fill) => (context.organization.role === "owner" ? content(context, fill) : denied(context)),
  });
}
route(/^\/settings\/organization\/billing\/?$/, { redirect: () => `${BASE}/overview` });
route(/^\/account\/billing/, {
  redirect: (path) => {
    const slug = path.split("/")[3];
    if (slug === "limits") return "/settings/organization/limits";
    return `${BASE}/${TABS.some((tab) => tab[1] === slug) ? slug : "overview"}`;
  },
});

async function history() {
  const rows = await listed("/dashboard/billing/invoices", (last) => last.number, ["Invoice", "Status", "Amount", "Created", ""], (invoice) => h("tr", {},
    h("td", {}, invoice.number),
    h("td", {}, h("span.status", {}, invoice.status)),
    h("td", {}, invoice.amount),
    h("td", {}, moment(invoice.created)),
    h("td", {}, invoice.url && h("a.link", { href: invoice.url, target: "_blank", rel: "noreferrer" }, "View"))));
  return [h("p.muted", {}, "Showing invoices within the past 12 months"), rows ?? h("p", {}, "No invoices found."), neighbors("invoices")];
}

async function creditGrants() {
  const { grants, total_available: left } = await get("/dashboard/billing/credit_grants");
  const rows = grants.data.map((grant) => h("tr", {},
    h("td", {}, day(grant.effective_at)), h("td", {}, Number(left) > 0 ? "Available" : "Expired"),
    h("td", {}, `${money(left)}/${money(grant.grant_amount)}`), h("td", {}, day(grant.expires_at))));
  const head = ["Received", "State", "Balance", "Expires"].map((text) => h("th", { scope: "col" }, text));
  return [h("p.muted", {}, "Credits you have purchased or received."),
    h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows))];
}

async function preferences(context) {
  const fields = [["Company name", context.organization.title], ["Purchase order (PO) number", ""], ["Billing email", ""]];
  return h("form.form", { onsubmit: (event) => event.preventDefault() },
    h("p.muted", {}, "Changes to these preferences will apply to future invoices only."),
    fields.map(([label, value]) => h("label.field", {}, h("span", {}, label), h("input.input", { value }))),
    h("button.btn.btn-primary", { type: "button", disabled: true }, "Save"));
}
