// Transient banners at the top of the page, and their announcer for screen readers.

import { h } from "/assets/dom.js";

const SHOWN_MS = 4000;

export function toast(text, kind = "success") {
  const banner = h(`div.toast.${kind}`, { "data-color": kind }, h("span", {}, text));
  const announcer = h("span.sr-only", { role: "status", "aria-live": "assertive" }, `Notification ${text}`);
  document.body.append(banner, announcer);
  setTimeout(() => announcer.remove(), 1000);
  setTimeout(() => banner.remove(), SHOWN_MS);
}
