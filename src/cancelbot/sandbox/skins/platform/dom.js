// The one way elements are made here: h("button.btn", { onclick }, "Save").

import { boot } from "/assets/boot.js";

export function h(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

function set(element, name, value) {
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
}

export function replace(container, ...children) {
  container.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

let ids = 0;
export const radixId = () => `radix-:r${(ids++).toString(32)}:`;

const AMOUNTS = {
  de: (value) => `${value.toFixed(2).replace(".", ",")} US$`,
  ca: (value) => `CA$${value.toFixed(2)}`,
  au: (value) => `A$${value.toFixed(2)}`,
  remaining: (value) => `${value.toFixed(2)} remaining`,
  of: (value) => `$${value.toFixed(2)} / $15.00`,
};

/** The balance, as the scenario has it written. */
export const balanceText = (text) => AMOUNTS[boot.pages.amounts]?.(Number(text)) ?? money(text);

export const money = (text) => {
  const value = Number(text);
  return `${value < 0 ? "-" : ""}$${Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
};

export const day = (seconds) =>
  seconds ? new Date(seconds * 1000).toLocaleDateString(undefined, { year: "numeric", month: "short", day: "numeric" }) : "Never";

export const moment = (seconds) =>
  new Date(seconds * 1000).toLocaleString(undefined, {
    year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit",
  });
