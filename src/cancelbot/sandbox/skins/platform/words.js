// The site's words in the era that is served.

import { boot } from "/assets/boot.js";

export const { words } = boot;
export const recharging = (on) => `${words.recharge} is ${on ? "on" : "off"}`;
export const rechargeText = ({ enabled, threshold, target }) => (enabled
  ? `When your credit balance reaches $${Number(threshold).toFixed(2)}, your payment method will be charged to bring the balance up to $${Number(target).toFixed(2)}.`
  : words.recharge_off_text);
