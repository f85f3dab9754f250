// The frame: app bar, drawer (behind a menu button where it is narrow), one scrolling column.

import { h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { chooseOrganization, chooseProject, fill, go, here, start } from "/assets/core/app.js";
import { MANAGE, SETTINGS, denied, isFor, plainLines } from "/assets/core/pages.js";
import { popups } from "/assets/popups.js";
import { words } from "/assets/words.js";
import { button, cookieBanner, kit } from "/assets/kit.js";
import { billing } from "/assets/billing.js";
import { keysContent } from "/assets/keys.js";

const root = document.getElementById("root");

function select(label, options, chosen, choose) {
  const element = h("select", { "aria-label": label }, options.map((each) =>
    h("option", { value: each.id, selected: each === chosen }, each.title ?? each.name)));
  element.addEventListener("change", () => choose(element.value));
  return element;
}

function round(label, symbol, press) {
  return h("button.round", { type: "button", "aria-label": label, onclick: press }, icon(symbol, 22));
}

function appBar(drawer) {
  const toggle = round("open menu", "menu", () => drawer.classList.toggle("open"));
  toggle.classList.add("menu-button");
  return h("header.appbar", {}, toggle, h("b", {}, "OpenAI"),
    select("Organization", here.organizations, here.organization, chooseOrganization),
    here.project && select("Project", here.projects, here.project, chooseProject),
    h("span.grow", {}), round("Dashboard", "bars", () => go("/")), round("Settings", "gear", () => go("/settings/organization/general")));
}

function makeDrawer() {
  const entries = location.pathname.startsWith("/settings") ? SETTINGS : MANAGE;
  const on = (path) => location.pathname === path || (path.includes("/billing/") && location.pathname.includes("/billing"));
  return h("nav.drawer", {}, entries.filter(isFor(here.organization)).map(({ label, path }) =>
    h("div", { role: "button", tabindex: "0", class: on(path) ? "selected" : null, onclick: () => go(path) }, h("span", {}, label))));
}

function content(page) {
  if (page.name === "keys") return keysContent(page.scope);
  if (page.name !== "billing") return h("div.sheet", {}, plainLines(page, here, here.person).map((line) => h("p", {}, line)));
  return here.organization.role === "owner" ? billing() : h("div.sheet", {}, denied(here));
}

function show(page, isCurrent) {
  const drawer = makeDrawer();
  const inside = h("div", {}, h("div.progress", { role: "progressbar" }));
  const title = page.name === "billing" ? words.billing : page.title;
  root.replaceChildren(appBar(drawer), h("div.columns", {}, drawer, h("main.scroller", {}, h("h6", {}, title), inside)));
  fill(inside, content(page), isCurrent);
  popups(kit, cookieBanner);
}

function loggedOut(logIn) {
  root.replaceChildren(h("div.sheet.sign-in", {}, h("h6", {}, "OpenAI Platform"), button("Log in", "primary", logIn), button("Sign up", "plain", () => {})));
}

start({ show, loggedOut, waiting: () => root.replaceChildren(h("div.progress", { role: "progressbar" })) });
