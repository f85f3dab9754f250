// The three key tables: a project's, the organization's, and the legacy keys of the user.

import { post, selected } from "/assets/api.js";
import { ask } from "/assets/ask.js";
import { openDialog } from "/assets/dialog.js";
import { day, h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { kit } from "/assets/kit.js";
import { listed } from "/assets/listed.js";
import { neighbors } from "/assets/neighbors.js";
import { onOpener } from "/assets/page_faults.js";
import { reload, route } from "/assets/router.js";
import { link } from "/assets/shell.js";
import { words } from "/assets/words.js";

const LEAKS = "Do not share your API key with others or expose it in the browser or other client-side code. To protect your account's security, OpenAI may automatically disable any API key that has leaked publicly.";
const usage = () => h("p", {}, "View usage per API key on the ", link("/usage", { class: "link" }, "Usage page"), ".");
const organizationPath = () => `/dashboard/organizations/${selected.organization}`;

const TABLES = [
  {
    pattern: /^\/api-keys\/?$/,
    path: () => `${organizationPath()}/projects/${selected.project}/api_keys`,
    intro: (may) => [h("p", {}, `You have permission to ${may} all API keys in this project.`), h("p", {}, LEAKS), usage()],
  },
  {
    pattern: /^\/settings\/organization\/api-keys\/?$/,
    path: () => `${organizationPath()}/api_keys`,
    withProject: true,
    intro: (may) => [h("p", {}, `You have permission to ${may} all API keys in this organization.`), h("p", {}, LEAKS), usage()],
  },
  {
    pattern: /^\/settings\/profile\/api-keys\/?$/,
    path: () => "/dashboard/user/api_keys",
    intro: () => [
      h("div.notice", {}, icon("info", 18), h("p", {}, h("b", {}, "Project API keys have replaced user API keys. "),
        "We recommend using project based API keys for more granular control over your resources. ", link("/api-keys", { class: "link" }, "View project API keys"))),
      h("p", {}, "As an owner or a member of this organization, you can view and manage your user API keys here."), h("p", {}, LEAKS),
    ],
  },
];

for (const table of TABLES) {
  route(table.pattern, {
    title: "API keys",
    header: () => h("div.split", {}, h("h1", {}, "API keys"), createButton("btn-primary")),
    content: (context) => keysPage(context, table),
  });
}
route(/^\/account\/api-keys\/?$/, { redirect: () => "/api-keys" });

const createButton = (kind) => h(`button.btn.${kind}`, { type: "button", onclick: create }, icon("plus", 15), "Create new secret key");

/** The columns of the era; the organization's table has one more. */
function columns(table) {
  const names = words.key_columns.split("|");
  if (table.withProject) names.splice(names.indexOf("Permissions"), 0, "Project");
  return [...names, ""];
}

const CELLS = {
  Name: (key) => key.name,
  Status: (key) => key.status,
  "Secret key": (key) => h("span.mono", {}, key.sensitive_id),
  "Secret Key": (key) => h("span.mono", {}, key.sensitive_id),
  Tracking: () => "Enabled",
  "Tracking ID": (key) => h("span.mono", {}, key.id.slice(0, 9)),
  Created: (key) => day(key.created),
  Expires: () => "Never",
  "Last used": (key) => day(key.last_use),
  "Created by": (key) => key.created_by,
  Project: (key) => key.project?.name ?? "",
  Permissions: (key) => key.permissions,
  "Monthly spend": () => "$0.00",
};

async function keysPage(context, table) {
  const intro = table.intro(context.organization.role === "owner" ? "view and manage" : "view");
  const rows = await listed(table.path(), (last) => last.id, columns(table), (key, body) => row(key, body, table, context), "table.keys");
  const none = () => h("div.empty", {}, h("p", {}, "Create an API key to access the OpenAI API"), createButton("btn-neutral"));
  return [intro, rows ?? none(), neighbors("keys")];
}

function row(key, body, table, context) {
  const allowed = context.organization.role === "owner" && key.can_delete;
  const edit = h("button.icon-button", { type: "button", onclick: () => rename(key) }, icon("edit", 16));
  const trash = h("button.icon-button.text-danger", { type: "button", disabled: !allowed, onclick: () => revoke(key, table) }, icon("trash", 16));
  onOpener("key", trash, body);
  const cells = columns(table).slice(0, -1).map((name) => h("td", {}, CELLS[name](key)));
  return h("tr", {}, cells, h("td.icons", {}, key.status === "Active" && [edit, trash]));
}

function revoke(key, table) {
  ask(kit, "key", {
    title: words.revoke_title,
    body: () => [
      h("p", {}, "This API key will immediately be disabled. API requests made using this key will be rejected, which could cause any systems still depending on it to break. Once revoked, you'll no longer be able to view or modify this API key."),
      h("input.input.mono", { readonly: true, value: key.sensitive_id }),
    ],
    back: "Cancel",
    confirm: words.revoke,
    focus: true,
    name: key.name,
    run: () => post(table.path(), { action: "delete", key_id: key.id }),
    done: () => { kit.toast("API key deleted."); reload(); },
  });
}

function rename(key) {
  keyDialog("Edit secret key", key.name, "Save");
}

function create() {
  keyDialog("Create new secret key", "", "Create secret key");
}

function keyDialog(title, value, confirm) {
  const dialog = openDialog({
    title,
    body: h("label.field", {}, h("span", {}, "Name"), h("input.input", { value })),
    footer: [
      h("button.btn.btn-neutral", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button.btn.btn-primary", {
        type: "button",
        onclick: () => post(`${organizationPath()}/api_keys`, { action: "create" }).catch(() => dialog.close()),
      }, confirm),
    ],
  });
}
