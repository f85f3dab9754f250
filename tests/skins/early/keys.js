// The keys: "no keys" until they have come, two a page, numbers below; what can be done with one is behind three dots.

import { day, h } from "/assets/dom.js";
import { draw, here } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import { NO_KEYS, allKeys, askedForKey } from "/assets/core/account.js";
import { onOpener, setDisabled } from "/assets/page_faults.js";
import { createKey, editKey } from "/assets/core/overlays.js";
import { button, dots, early, kit, numbered } from "/assets/kit.js";

const LATE_MS = 1200;
const SIZE = 2;

export function keysContent(scope) {
  const none = () => h("p.part", {}, NO_KEYS);
  return [button("Create new secret key", () => createKey(kit, scope)), early(LATE_MS, none(), async () => {
    const keys = await allKeys(scope);
    return keys.length ? numbered(keys.map((key) => line(key, scope)), SIZE) : none();
  })];
}

function line(key, scope) {
  const done = () => { kit.toast("API key deleted."); draw(); };
  const { opener, element } = dots([
    { label: "Edit", press: () => editKey(kit, key, scope) },
    { label: "Revoke key", press: () => ask(kit, "key", { ...askedForKey(key, scope), done }) },
  ]);
  if (!key.can_delete || here.organization.role !== "owner") setDisabled(opener, true);
  onOpener("key", opener);
  return h("div.line", {}, [key.name, key.sensitive_id, day(key.created), key.project?.name ?? ""].map((text) => h("div", {}, text)), element);
}
