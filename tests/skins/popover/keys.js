// The keys: a table of two rows a page; "Revoke" asks in a bubble at the row.

import { day, h } from "/assets/dom.js";
import { draw, here } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import { LEAKS, NO_KEYS, allKeys, askedForKey } from "/assets/core/account.js";
import { onOpener, setDisabled } from "/assets/page_faults.js";
import { createKey, editKey } from "/assets/core/overlays.js";
import { button, kit, paged } from "/assets/kit.js";

const SIZE = 2;
const HEAD = ["Name", "Secret key", "Created", "Last used", "Created by", "Project", "Action"];

export async function keysContent(scope) {
  const keys = await allKeys(scope);
  const create = h("div.row", {}, button("Create new secret key", "primary", () => createKey(kit, scope)));
  if (!keys.length) return [h("p.muted", {}, NO_KEYS), create];
  return [h("p.muted", {}, LEAKS), create, paged(HEAD, keys.map((key) => row(key, scope)), SIZE)];
}

function row(key, scope) {
  const done = () => { kit.toast("API key deleted."); draw(); };
  const revoke = h("button.text-btn.red", { type: "button", onclick: () => ask(kit, "key", { ...askedForKey(key, scope), anchor: revoke, done }) }, "Revoke");
  if (!key.can_delete || here.organization.role !== "owner") setDisabled(revoke, true);
  const cells = [key.name, h("span.mono", {}, key.sensitive_id), day(key.created), day(key.last_use), key.created_by, key.project?.name ?? "–"];
  const actions = h("td", {}, h("button.text-btn", { type: "button", onclick: () => editKey(kit, key, scope) }, "Edit"), revoke);
  onOpener("key", revoke);
  return h("tr", {}, cells.map((cell) => h("td", {}, cell)), actions);
}
