// The keys: a list; what can be done with one is in its menu.

import { day, h } from "/assets/dom.js";
import { draw, here } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import { LEAKS, NO_KEYS, askedForKey, keysAfter } from "/assets/core/account.js";
import { onOpener, setDisabled } from "/assets/page_faults.js";
import { createKey, editKey } from "/assets/core/overlays.js";
import { button, kit, menu } from "/assets/kit.js";

export async function keysContent(scope) {
  const first = await keysAfter(scope);
  const create = h("div.actions", {}, button("Create new secret key", "primary", () => createKey(kit, scope)));
  if (!first.data.length) return [h("p", {}, NO_KEYS), create];
  const list = h("ul", { "aria-label": "API keys" });
  const more = h("div.actions", {});
  append(first, list, more, scope);
  return [h("p.dim", {}, LEAKS), create, list, more];
}

function append(page, list, more, scope) {
  list.append(...page.data.map((key) => entry(key, list, scope)));
  more.replaceChildren();
  if (page.has_more) more.append(button("Show more", "plain", async () => append(await keysAfter(scope, page.data.at(-1).id), list, more, scope)));
}

function entry(key, list, scope) {
  const done = () => { kit.toast("API key deleted."); draw(); };
  const actions = menu("…", [
    { label: "Edit key", press: () => editKey(kit, key, scope) },
    { label: "Revoke key", press: () => ask(kit, "key", { ...askedForKey(key, scope), done }) },
  ], { end: true });
  if (!key.can_delete || here.organization.role !== "owner") setDisabled(actions, true);
  onOpener("key", actions, list);
  return h("li.entry.between", {},
    h("div", {}, h("b", {}, key.name), " ", h("span.mono", {}, key.sensitive_id),
      h("div.dim", {}, `Created ${day(key.created)} by ${key.created_by} · Last used ${day(key.last_use)} · ${key.project?.name ?? "User key"}`)),
    actions);
}
