// The frame around every page: top bar, sidebar, panel.

import { h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { select, selected } from "/assets/api.js";
import { user } from "/assets/session.js";
import { switcher } from "/assets/switcher.js";
import { words } from "/assets/words.js";
import { go, reload } from "/assets/router.js";

const SETTINGS = [
  ["Settings", [["Your profile", "/settings/profile"]]],
  ["Organization", [
    ["General", "/settings/organization/general"],
    ["API keys", "/settings/organization/api-keys"],
    ["Admin keys", "/settings/organization/admin-keys"],
    ["People", "/settings/organization/people"],
    ["Projects", "/settings/organization/projects"],
    ["Billing", "/settings/organization/billing/overview", "/settings/organization/billing"],
    ["Limits", "/settings/organization/limits"],
    ["Usage", "/settings/organization/usage"],
    ["Data controls", "/settings/organization/data-controls"],
  ]],
];
const DASHBOARD = [
  ["Create", [
    ["Chat", "/chat", null, "chat"], ["Audio", "/audio", null, "sound"],
    ["Images", "/images", null, "image"], ["Videos", "/videos", null, "play"],
  ]],
  ["Manage", [
    ["Usage", "/usage", null, "bars"], ["API keys", "/api-keys", null, "key"],
    ["Logs", "/logs", null, "lines"], ["Storage", "/storage", null, "store"],
  ]],
  ["Optimize", [["Fine-tuning", "/finetune", null, "sliders"]]],
];

export function shell(context, header, content) {
  return [
    topBar(context),
    h("div.columns", {},
      h("nav.sidebar", { "aria-label": "Sidebar" }, sections(context)),
      h("main.panel", {}, h("header.panel-header", {}, header), h("div.panel-content", {}, content))),
  ];
}

/** Since autumn 2026 the gear leads to the project's settings, and those of the organization have a link of their own. */
const apart = words.settings !== "Settings";
const GENERAL = "/settings/organization/general";
const organizationSettings = () => apart && h("section.sidebar-foot", {}, link(GENERAL, {}, words.settings));

function sections(context) {
  const inSettings = location.pathname.startsWith("/settings");
  const groups = inSettings ? SETTINGS : DASHBOARD;
  const visible = (entry) => context.organization?.role === "owner" || !["Billing", "Admin keys"].includes(entry[0]);
  return [groups.map(([title, entries]) =>
    h("section", {}, h("h2.sidebar-title", {}, title), entries.filter(visible).map(sidebarLink))), organizationSettings()];
}

function sidebarLink([label, path, under, symbol]) {
  const active = location.pathname.startsWith(under ?? path) && (path !== "/settings/profile" || location.pathname === path);
  return link(path, { class: active ? "active" : null, "aria-current": active ? "page" : null }, symbol && icon(symbol, 16), label);
}

export function link(path, attributes, ...children) {
  return h("a", {
    href: path,
    onclick: (event) => {
      if (event.metaKey || event.ctrlKey || event.button) return;
      event.preventDefault();
      go(path);
    },
    ...attributes,
  }, ...children);
}

function topBar({ organizations, projects }) {
  const person = user();
  return h("header.topbar", {},
    h("div.topbar-left", {},
      switcher({ label: "Organization", options: organizations, current: selected.organization, avatar: true, choose: chooseOrganization }),
      h("span.slash", { "aria-hidden": "true" }, "/"),
      switcher({
        label: "Project",
        options: projects.map((each) => ({ id: each.id, title: each.name })),
        current: selected.project,
        choose: (id) => { select("project", id); reload(); },
      })),
    h("nav.topbar-right", { "aria-label": "Main" },
      link("/", { class: location.pathname.startsWith("/settings") ? null : "here" }, "Dashboard"),
      link("/docs", {}, "Docs"),
      link(apart ? "/settings/project/general" : GENERAL, { class: "icon-button", "aria-label": "Settings" }, icon("gear", 18)),
      h("button.avatar", { type: "button", "aria-label": "Account menu", title: person?.name }, (person?.name ?? "?")[0])));
}

function chooseOrganization(id) {
  select("organization", id);
  select("project", null);
  reload();
}
