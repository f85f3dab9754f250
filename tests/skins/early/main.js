// The frame: selects in the bar, links at the side, links at the foot.

import { h } from "/assets/dom.js";
import { chooseOrganization, chooseProject, fill, go, here, start, to } from "/assets/core/app.js";
import { MANAGE, SETTINGS, TABS, denied, isFor, plainLines } from "/assets/core/pages.js";
import { popups } from "/assets/popups.js";
import { button, cookieBanner, kit } from "/assets/kit.js";
import { tabContent } from "/assets/billing.js";
import { keysContent } from "/assets/keys.js";

const root = document.getElementById("root");

function select(label, options, chosen, choose) {
  const element = h("select", { "aria-label": label }, options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  element.addEventListener("change", () => choose(element.value));
  return element;
}

function bar() {
  return h("div.bar", {}, h("b", {}, "OpenAI"),
    select("Organization", here.organizations.map((each) => [each.id, each.title]), here.organization.id, chooseOrganization),
    here.project && select("Project", here.projects.map((each) => [each.id, each.name]), here.project.id, chooseProject),
    h("span.space", {}), h("a", { href: "/", onclick: to("/") }, "Dashboard"),
    h("a", { href: "/settings/organization/general", title: "Settings", onclick: to("/settings/organization/general") }, "⚙"));
}

const side = () => h("div.side", {}, (location.pathname.startsWith("/settings") ? SETTINGS : MANAGE).filter(isFor(here.organization)).map(({ label, path }) =>
  h("a", { href: path, onclick: to(path) }, label)));

function foot() {
  const stay = (event) => event.preventDefault();
  return h("footer", {}, ["Help", "Cancel plan", "Terms"].map((text) => h("a", { href: "/help", onclick: stay }, text)));
}

function content(page) {
  if (page.name === "keys") return keysContent(page.scope);
  if (page.name !== "billing") return plainLines(page, here, here.person).map((line) => h("p", {}, line));
  return here.organization.role === "owner" ? tabContent(page.tab.slug) : h("p", {}, denied(here));
}

function show(page, isCurrent) {
  const inside = h("div", {});
  const tabs = page.name === "billing" && here.organization.role === "owner"
    && select("Section", TABS.map((tab) => [tab.path, tab.label]), page.tab.path, go);
  root.replaceChildren(bar(), h("div.columns", {}, side(), h("main", {}, h("h1", {}, page.title), tabs, inside)), foot());
  fill(inside, content(page), isCurrent);
  popups(kit, cookieBanner);
}

function loggedOut(logIn) {
  root.replaceChildren(h("main", {}, h("h1", {}, "OpenAI Platform"), h("div.row", {}, button("Log in", logIn), button("Sign up", () => {}))));
}

start({ show, loggedOut, waiting: () => root.replaceChildren(h("main", {}, h("h1", {}, "OpenAI Platform"))) });
