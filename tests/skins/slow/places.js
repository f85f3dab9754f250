// Where one is, kept in memory: the address is "/" whatever is shown, and a load begins at home.

import { draw } from "/assets/core/app.js";
import { TABS } from "/assets/core/pages.js";

const tab = (slug) => TABS.find((each) => each.slug === slug);
export const HOME = { name: "home", title: "Home" };
export const KEYS = { name: "keys", title: "API keys", scope: "project" };
export const billing = (slug) => ({ name: "billing", title: "Billing", tab: tab(slug), settings: true });

export const SETTINGS = [
  { label: "Your profile", place: { name: "profile", title: "Your profile", settings: true } },
  { label: "User API keys", place: { name: "keys", title: "API keys", scope: "user", settings: true } },
  { label: "General", place: { name: "general", title: "General", settings: true } },
  { label: "API keys", place: { name: "keys", title: "API keys", scope: "organization", settings: true } },
  { label: "Projects", place: { name: "projects", title: "Projects", settings: true } },
  { label: "Billing", place: billing("preferences") },
  { label: "Limits", place: { name: "limits", title: "Limits", settings: true } },
];

let place = HOME;

export const here = () => {
  history.replaceState(null, "", "/");
  return place;
};

export const enter = (wanted) => () => {
  place = wanted;
  document.querySelector(".status")?.remove();
  return draw();
};
