// The keys, in boxes: the two at the end of a row are a pencil and a bin, and say nothing.

import { day, h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { draw, here } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import { LEAKS, NO_KEYS, askedForKey, keysAfter } from "/assets/core/account.js";
import { onOpener, setDisabled } from "/assets/page_faults.js";
import { createKey, editKey } from "/assets/core/overlays.js";
import { box, kit } from "/assets/bits.js";

const HEAD = ["Name", "Status", "Secret key", "Created", "Last used", "Created by", "Project", "Perms", ""];

export async function keysContent(scope) {
  const first = await keysAfter(scope);
  const make = () => box("b", "+ Create new secret key", () => createKey(kit, scope));
  if (!first.data.length) return [h("div.box", {}, NO_KEYS), make()];
  const rows = h("div", {});
  const more = h("div.line", {});
  append(first, rows, more, scope);
  return [h("div.dim", {}, LEAKS), h("div.line", {}, make()), h("div.r.top", {}, HEAD.map((text) => h("div", {}, text))), rows, more];
}

function append(page, rows, more, scope) {
  rows.append(...page.data.map((key) => row(key, rows, scope)));
  more.replaceChildren();
  if (page.has_more) more.append(box("b", "Load more", async () => append(await keysAfter(scope, page.data.at(-1).id), rows, more, scope)));
}

function row(key, rows, scope) {
  const done = () => { kit.toast("API key deleted."); draw(); };
  const bin = h("div.ico.red", { onclick: () => ask(kit, "key", { ...askedForKey(key, scope), done }) }, icon("trash", 16));
  if (!key.can_delete || here.organization.role !== "owner") setDisabled(bin, true);
  onOpener("key", bin, rows);
  const cells = [key.name, key.status, h("span.mono", {}, key.sensitive_id), day(key.created), day(key.last_use), key.created_by, key.project?.name, key.permissions];
  return h("div.r", {}, cells.map((cell) => h("div", {}, cell ?? "")),
    h("div", {}, h("div.ico", { onclick: () => editKey(kit, key, scope) }, icon("edit", 16)), bin));
}
