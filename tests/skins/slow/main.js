// The frame; only home can be loaded, all else is reached by clicking.

import { h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { chooseOrganization, chooseProject, fill, here as account, start } from "/assets/core/app.js";
import { closes } from "/assets/core/closing.js";
import { TABS, denied, isFor, plainLines } from "/assets/core/pages.js";
import { popups } from "/assets/popups.js";
import { act, cookieBanner, kit, late } from "/assets/kit.js";
import { HOME, KEYS, SETTINGS, billing, enter, here } from "/assets/places.js";
import { tabContent } from "/assets/billing.js";
import { keysContent } from "/assets/keys.js";

const root = document.getElementById("root");
const bare = (label, press, on = false, attributes = {}) =>
  h(on ? "button.bare.here" : "button.bare", { type: "button", onclick: press, ...attributes }, label);

function drop(options, chosen, choose) {
  const list = h("div.list", { role: "menu" }, options.map((each) => h("div", { role: "menuitem", tabindex: "0", onclick: () => choose(each.id) }, each.title ?? each.name)));
  list.hidden = true;
  return closes(h("div.drop", {}, bare(`${chosen.title ?? chosen.name} ▾`, () => { list.hidden = !list.hidden; }, false, { "aria-haspopup": "menu" }), list), list);
}

function top() {
  return h("header.top", {}, drop(account.organizations, account.organization, chooseOrganization),
    account.project && drop(account.projects, account.project, chooseProject), h("span.space", {}),
    bare("Home", enter(HOME)), bare("API keys", enter(KEYS)), bare(icon("gear", 18), enter(SETTINGS[2].place), false, { title: "Settings" }));
}

const left = (page) => h("nav.left", {}, SETTINGS.filter(isFor(account.organization)).map(({ label, place }) =>
  bare(label, enter(place), place === page || (page.tab && place.tab))));

const sections = (page) => h("div.sections", {}, TABS.map(({ label, slug }) => bare(label, enter(billing(slug)), page.tab.slug === slug)));

function content(page) {
  if (page.name === "keys") return keysContent(page.scope);
  if (page.name !== "billing") return late(400, () => plainLines(page, account, account.person).map((line) => h("p", {}, line)));
  return account.organization.role === "owner" ? tabContent(page.tab.slug) : h("p", {}, denied(account));
}

function show(page, isCurrent) {
  const inside = h("div", {});
  const withTabs = page.name === "billing" && account.organization.role === "owner";
  root.replaceChildren(top(), h("div.wide", {}, page.settings && left(page),
    h("main.panel", {}, h("h4", {}, page.title), withTabs && sections(page), inside)));
  fill(inside, content(page), isCurrent);
  popups(kit, cookieBanner);
}

function loggedOut(logIn) {
  root.replaceChildren(h("div.middle", {}, h("h4", {}, "OpenAI Platform"), h("p.gray", {}, "Build with the API."),
    act("Log in", "primary", logIn), " ", act("Sign up", "plain", () => {})));
}

const waiting = () => root.replaceChildren(h("div.middle", { "aria-busy": "true" }, h("div.shimmer", {})));
start({ show, loggedOut, waiting, locate: here });
