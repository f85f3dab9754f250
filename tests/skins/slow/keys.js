// The keys, half of them late; the bin has a title and nothing else.

import { day, h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { draw, here } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import { LEAKS, NO_KEYS, allKeys, askedForKey } from "/assets/core/account.js";
import { onOpener, setDisabled } from "/assets/page_faults.js";
import { createKey } from "/assets/core/overlays.js";
import { act, kit, late, lateRows } from "/assets/kit.js";

const HEAD = ["Name", "Status", "Secret key", "Created", "Last used", "Project", ""];

export async function keysContent(scope) {
  const keys = await allKeys(scope);
  const create = late(300, () => h("div.line", {}, act("Create new secret key", "primary", () => createKey(kit, scope))));
  if (!keys.length) return [late(1200, () => h("p.gray", {}, NO_KEYS)), create];
  const rows = keys.map((key) => row(key, scope));
  return [h("p.gray", {}, LEAKS), create,
    h("table", {}, h("thead", {}, h("tr", {}, HEAD.map((text) => h("th", {}, text)))), lateRows(rows, HEAD.length))];
}

function row(key, scope) {
  const done = () => { kit.toast("API key deleted."); draw(); };
  const bin = h("button.icon", { type: "button", title: "Revoke", onclick: () => ask(kit, "key", { ...askedForKey(key, scope), done }) }, icon("trash", 16));
  if (!key.can_delete || here.organization.role !== "owner") setDisabled(bin, true);
  const cells = [key.name, key.status, h("span.mono", {}, key.sensitive_id), day(key.created), day(key.last_use), key.project?.name ?? ""];
  const made = h("tr", {}, cells.map((cell) => h("td", {}, cell)), h("td", {}, bin));
  onOpener("key", bin, made);
  return made;
}
