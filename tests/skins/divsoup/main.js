// The frame: a bar, a column of boxes, a page.

import { h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { chooseOrganization, chooseProject, fill, go, here, start } from "/assets/core/app.js";
import { closes } from "/assets/core/closing.js";
import { MANAGE, SETTINGS, TABS, denied, isFor, plainLines } from "/assets/core/pages.js";
import { popups } from "/assets/popups.js";
import { box, cookieBanner, kit } from "/assets/bits.js";
import { tabContent } from "/assets/billing.js";
import { keysContent } from "/assets/keys.js";

const app = document.getElementById("app");

function pick(options, chosen, choose) {
  const list = h("div.list", {}, options.map((each) => h("div", { onclick: () => choose(each.id) }, each.title ?? each.name)));
  list.hidden = true;
  const toggle = () => { list.hidden = !list.hidden; };
  return closes(h("div.pick", { onclick: toggle }, h("span", {}, chosen.title ?? chosen.name), h("span.dim", {}, " ▾"), list), list);
}

function bar() {
  return h("div.bar", {},
    pick(here.organizations, here.organization, chooseOrganization),
    here.project && pick(here.projects, here.project, chooseProject),
    h("div.grow", {}),
    box("link", "Dashboard", () => go("/")),
    h("div.ico", { onclick: () => go("/settings/organization/general") }, icon("gear", 18)),
    h("div.ico", {}, here.person.name[0]));
}

function side() {
  const entries = location.pathname.startsWith("/settings") ? SETTINGS : MANAGE;
  const on = (path) => location.pathname === path || (path.includes("/billing/") && location.pathname.includes("/billing/"));
  return h("div.side", {}, entries.filter(isFor(here.organization)).map(({ label, path }) =>
    h(on(path) ? "div.it.on" : "div.it", { onclick: () => go(path) }, h("span", {}, h("span", {}, label)))));
}

function content(page) {
  if (page.name === "keys") return keysContent(page.scope);
  if (page.name !== "billing") return plainLines(page, here, here.person).map((line) => h("div", {}, line));
  return here.organization.role === "owner" ? tabContent(page.tab.slug) : h("div.box", {}, denied(here));
}

function tabs(current) {
  return h("div.tabs", {}, TABS.map(({ label, slug, path }) =>
    h(slug === current ? "div.t.on" : "div.t", { onclick: () => go(path) }, h("span", {}, label))));
}

function show(page, isCurrent) {
  const inside = h("div", {}, h("span.dim", {}, "Loading..."));
  const withTabs = page.name === "billing" && here.organization.role === "owner";
  app.replaceChildren(bar(), h("div.cols", {}, side(),
    h("div.body", {}, h("div.h", {}, page.title), withTabs && tabs(page.tab.slug), inside)));
  fill(inside, content(page), isCurrent);
  popups(kit, cookieBanner);
}

function loggedOut(logIn) {
  app.replaceChildren(h("div.mid", {}, h("div.h", {}, "Welcome to OpenAI"), h("div.dim", {}, "Log in with your OpenAI account to continue"),
    h("div.line", { style: "justify-content:center" }, box("b.black", "Log in", logIn), box("b", "Sign up", () => {}))));
}

start({ show, loggedOut, waiting: () => app.replaceChildren(h("div.mid.dim", {}, "Loading...")) });
