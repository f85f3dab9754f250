// The frame: dark bar, menu, page.

import { h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { chooseOrganization, chooseProject, fill, go, here, start, to } from "/assets/core/app.js";
import { closes } from "/assets/core/closing.js";
import { MANAGE, SETTINGS, TABS, denied, isFor, plainLines } from "/assets/core/pages.js";
import { popups } from "/assets/popups.js";
import { button, cookieBanner, kit } from "/assets/kit.js";
import { tabContent } from "/assets/billing.js";
import { keysContent } from "/assets/keys.js";

const root = document.getElementById("root");

function select(label, options, chosen, choose) {
  const list = h("ul", { role: "listbox", "aria-label": label }, options.map((each) =>
    h("li", { role: "option", "aria-selected": String(each === chosen), onclick: () => choose(each.id) }, each.title ?? each.name)));
  list.hidden = true;
  return closes(h("div.select", {}, h("button", { type: "button", "aria-haspopup": "listbox", onclick: () => { list.hidden = !list.hidden; } },
    chosen.title ?? chosen.name, " ▾"), list), list);
}

function top() {
  return h("header.top", {}, h("b", {}, "OpenAI"),
    select("Organization", here.organizations, here.organization, chooseOrganization),
    here.project && select("Project", here.projects, here.project, chooseProject), h("span.space", {}),
    h("a", { href: "/", onclick: to("/") }, "Dashboard"),
    h("a", { href: "/settings/organization/general", "aria-label": "Settings", onclick: to("/settings/organization/general") }, icon("gear", 18)));
}

function menu() {
  const entries = location.pathname.startsWith("/settings") ? SETTINGS : MANAGE;
  const on = (path) => location.pathname === path || (path.includes("/billing/") && location.pathname.includes("/billing/"));
  return h("nav.menu", {}, h("ul", { role: "menu" }, entries.filter(isFor(here.organization)).map(({ label, path }) =>
    h("li", { role: "menuitem", tabindex: "-1", class: on(path) ? "selected" : null, onclick: () => go(path) }, h("span", {}, label)))));
}

function tabs(current) {
  return h("div.tablist", { role: "tablist" }, TABS.map(({ label, slug, path }) =>
    h("div", { role: "tab", tabindex: "0", "aria-selected": String(slug === current), onclick: () => go(path) }, label)));
}

function content(page) {
  if (page.name === "keys") return keysContent(page.scope);
  if (page.name !== "billing") return plainLines(page, here, here.person).map((line) => h("p", {}, line));
  return here.organization.role === "owner" ? tabContent(page.tab.slug) : h("p", {}, denied(here));
}

function show(page, isCurrent) {
  document.querySelectorAll(".bubble:not(.modal)").forEach((bubble) => bubble.remove());
  const inside = h("div", {}, h("div.spin", { "aria-busy": "true" }, "●●●"));
  const withTabs = page.name === "billing" && here.organization.role === "owner";
  root.replaceChildren(top(), h("div.layout", {}, menu(),
    h("section.page", {}, h("h4", {}, page.title), withTabs && tabs(page.tab.slug), inside)));
  fill(inside, content(page), isCurrent);
  popups(kit, cookieBanner);
}

function loggedOut(logIn) {
  root.replaceChildren(h("div.login", {}, h("h4", {}, "OpenAI Platform"), h("p.muted", {}, "Sign in to manage keys, usage and billing."),
    h("div.row", { style: "justify-content:center" }, button("Log in", "primary", logIn), button("Sign up", "plain", () => {}))));
}

start({ show, loggedOut, waiting: () => root.replaceChildren(h("div.spin", { "aria-busy": "true" }, "●●●")) });
