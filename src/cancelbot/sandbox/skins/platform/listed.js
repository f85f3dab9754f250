// A table that comes from the API in pages: "Load more" stands below it, or by scenario in a row of its own. Where the
// list cannot be read, its head stays and an alert says so.

import { get } from "/assets/api.js";
import { boot } from "/assets/boot.js";
import { h } from "/assets/dom.js";

/** null where there is nothing; `markOf` is by what the API goes on after a row. */
export async function listed(path, markOf, head, row, kind = "table.billing-history-table") {
  const body = h("tbody", {});
  const below = h("div", {});
  const columns = head.map((name) => h("th", { scope: "col" }, name));
  const table = [h(kind, {}, h("thead", {}, h("tr", {}, columns)), body), below];
  const put = (page) => {
    below.replaceChildren();
    body.append(...page.data.map((each) => row(each, body)));
    if (!page.has_more) return;
    const holder = boot.pages.more_in_row ? h("tr", {}, h("td", { colspan: head.length })) : below;
    const more = async () => {
      if (boot.pages.more_in_row) holder.remove();
      put(await get(`${path}?after=${markOf(page.data.at(-1))}`));
    };
    (holder.firstChild ?? holder).append(h("button.btn.btn-neutral", { type: "button", onclick: more }, "Load more"));
    if (boot.pages.more_in_row) body.append(holder);
  };
  try {
    const first = await get(path);
    put(first);
    return first.data.length ? table : null;
  } catch (problem) {
    if (problem.status === 403) throw problem;
    return [h("p.failure", { role: "alert" }, problem.message), table];
  }
}
