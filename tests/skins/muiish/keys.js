// The keys: a grid that goes on as one scrolls; icons with names for assistive technology.

import { day, h } from "/assets/dom.js";
import { icon } from "/assets/icons.js";
import { draw, here } from "/assets/core/app.js";
import { ask } from "/assets/ask.js";
import { LEAKS, NO_KEYS, allKeys, askedForKey } from "/assets/core/account.js";
import { onOpener, setDisabled } from "/assets/page_faults.js";
import { createKey, editKey } from "/assets/core/overlays.js";
import { button, kit } from "/assets/kit.js";

const CHUNK = 12;
const HEAD = ["Name", "Secret key", "Created", "Last used", "Created by", "Project", ""];

export async function keysContent(scope) {
  const keys = await allKeys(scope);
  const create = h("div.actions", { style: "margin-bottom:16px" }, button("Create new secret key", "primary", () => createKey(kit, scope)));
  if (!keys.length) return [h("div.sheet", {}, NO_KEYS), create];
  const rows = h("div", { role: "rowgroup" });
  const grid = h("div.sheet", { role: "grid", "aria-label": "API keys" },
    h("div", { role: "row" }, HEAD.map((text) => h("div", { role: "columnheader" }, text))), rows);
  return [h("p.caption", {}, LEAKS), create, grid, endless(rows, keys.map((key) => row(key, rows, scope)))];
}

/** A mark below the rows: when it comes into view, more rows come. */
function endless(rows, waiting) {
  const mark = h("div", { style: "height:8px" });
  const more = () => rows.append(...waiting.splice(0, CHUNK));
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    more();
    watcher.unobserve(mark);
    if (waiting.length) watcher.observe(mark);
  });
  more();
  watcher.observe(mark);
  return mark;
}

function iconButton(label, symbol, press) {
  return h("button.round", { type: "button", "aria-label": label, onclick: press }, icon(symbol, 18));
}

function row(key, rows, scope) {
  const done = () => { kit.toast("API key deleted."); draw(); };
  const revoke = iconButton("Revoke key", "trash", () => ask(kit, "key", { ...askedForKey(key, scope), done }));
  if (!key.can_delete || here.organization.role !== "owner") setDisabled(revoke, true);
  onOpener("key", revoke, rows);
  const cells = [key.name, h("span.mono", {}, key.sensitive_id), day(key.created), day(key.last_use), key.created_by, key.project?.name];
  return h("div", { role: "row" }, cells.map((cell) => h("div", { role: "gridcell" }, cell ?? "")),
    h("div", { role: "gridcell" }, iconButton("Edit key", "edit", () => editKey(kit, key, scope)), revoke));
}
