// Dialogs and toasts for what every look-alike asks and says.

import { h } from "/assets/dom.js";
import { openDialog } from "/assets/dialog.js";
import { toast } from "/assets/toast.js";

const STYLE = { danger: "btn-danger", primary: "btn-primary", plain: "btn-neutral" };
const button = ({ label, kind, press, type = "button" }) => h(`button.btn.${STYLE[kind]}`, { type, onclick: press }, label);

export const kit = {
  dialog({ title, body, buttons, focus }) {
    const error = h("div.dialog-error", { role: "alert" });
    error.hidden = true;
    const controls = buttons.map(button);
    const dialog = openDialog({ title, body: [body, error], footer: controls, focus: focus && controls.at(-1) });
    const close = () => dialog.overlay.isConnected && dialog.close();
    return { close, controls, say: (text) => { error.textContent = text; error.hidden = false; } };
  },
  toast,
};

export function cookieBanner(text, buttons) {
  const banner = h("div.cookies", { "data-testid": "cookie-consent-banner", role: "region", "aria-label": "Cookie consent" },
    h("p", {}, text), h("div.row", {}, buttons.map(button)));
  document.body.append(banner);
  return banner;
}
