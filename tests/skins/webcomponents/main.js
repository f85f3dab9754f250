// The frame, and which page is in it.

import { h } from "/assets/dom.js";
import { chooseOrganization, chooseProject, fill, here, start, to } from "/assets/core/app.js";
import { MANAGE, SETTINGS, TABS, denied, isFor, plainLines } from "/assets/core/pages.js";
import { popups } from "/assets/popups.js";
import { button, cookieBanner, heading, kit, menu } from "/assets/kit.js";
import { tabContent } from "/assets/billing.js";
import { keysContent } from "/assets/keys.js";

const link = ({ label, path }, attributes = {}) => h("a", { href: path, onclick: to(path), ...attributes }, label);
const SIDE = "display:block;padding:8px 14px;border-radius:10px;color:inherit;text-decoration:none;";
const TAB = "padding:8px 2px;color:inherit;text-decoration:none;";

function bar() {
  const choice = (all, chosen, choose) => all.map((each) => ({ label: each.title ?? each.name, checked: each === chosen, press: () => choose(each.id) }));
  return h("div", { slot: "bar", style: "display:flex;align-items:center;gap:8px;width:100%" },
    menu(here.organization.title, choice(here.organizations, here.organization, chooseOrganization)),
    h("span.dim", {}, "/"), here.project && menu(here.project.name, choice(here.projects, here.project, chooseProject)),
    h("span", { style: "flex:1" }), link({ label: "Dashboard", path: "/" }),
    link({ label: "⚙", path: "/settings/organization/general" }, { title: "Settings", style: "font-size:20px;text-decoration:none;color:inherit" }));
}

function side() {
  const entries = location.pathname.startsWith("/settings") ? SETTINGS : MANAGE;
  const on = (path) => location.pathname === path || (path.includes("/billing/") && location.pathname.includes("/billing/"));
  return h("ul", { slot: "side" }, entries.filter(isFor(here.organization)).map((entry) =>
    h("li", {}, link(entry, { style: SIDE + (on(entry.path) ? "background:var(--soft);font-weight:700" : "") }))));
}

function tabs(current) {
  return h("div", { role: "menubar", "aria-label": "Billing", style: "display:flex;gap:24px;border-bottom:1px solid var(--line);margin-bottom:24px" },
    TABS.map((tab) => link(tab, { role: "menuitem", style: TAB + (tab.slug === current ? "font-weight:700;border-bottom:2px solid var(--main)" : "") })));
}

function content(page) {
  if (page.name === "keys") return keysContent(page.scope);
  if (page.name !== "billing") return plainLines(page, here, here.person).map((line) => h("p", {}, line));
  return here.organization.role === "owner" ? tabContent(page.tab.slug) : h("p", {}, denied(here));
}

function show(page, isCurrent) {
  const inside = h("div", { "aria-busy": "true" }, h("p.dim", {}, "Loading…"));
  const withTabs = page.name === "billing" && here.organization.role === "owner";
  document.querySelector("oa-frame, #start")?.remove();
  document.body.prepend(h("oa-frame", {}, bar(), side(), heading(1, page.title), withTabs && tabs(page.tab.slug), inside));
  fill(inside, content(page), isCurrent).then(() => inside.removeAttribute("aria-busy"));
  popups(kit, cookieBanner);
}

function loggedOut(logIn) {
  document.body.replaceChildren(h("div.auth-root", { id: "start" }, heading(1, "OpenAI Platform"), h("p", {}, "You are not logged in."),
    h("div.actions", {}, button("Log in", "primary", logIn), button("Sign up", "plain", () => {}))));
}

start({ show, loggedOut, waiting: () => document.body.replaceChildren(h("p.dim", { id: "start" }, "Loading…")) });
