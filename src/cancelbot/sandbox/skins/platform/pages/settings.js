// The plainer pages: profile, organization, projects, limits, usage, and what the sidebar names besides.

import { get } from "/assets/api.js";
import { h } from "/assets/dom.js";
import { neighbors } from "/assets/neighbors.js";
import { words } from "/assets/words.js";
import { go, route } from "/assets/router.js";
import { link } from "/assets/shell.js";
import { user } from "/assets/session.js";

const heading = (text) => () => h("h1", {}, text);
const field = (label, value, hint) =>
  h("label.field", {}, h("span", {}, label), h("input.input", { value, readonly: true }), hint && h("small.muted", {}, hint));

function page(pattern, title, content, header = heading(title)) {
  route(pattern, { title, header, content });
}

const profileTabs = (current) => [
  h("h1", {}, "Your profile"),
  h("nav.tabs", { "aria-label": "Profile" }, [["General", "/settings/profile"], [words.keys_tab, "/settings/profile/api-keys"]].map(([label, path]) =>
    link(path, { class: label === current ? "active" : null, "aria-current": label === current ? "page" : null }, label))),
];

page(/^\/settings\/profile\/?$/, "Your profile", () => {
  const person = user();
  return h("div.form", {}, field("Name", person.name, "The name associated with this account"),
    field("Email address", person.email, "The email address associated with this account"));
}, () => profileTabs("General"));

page(/^\/settings\/organization\/general\/?$/, "General", ({ organization }) => h("div.form", {},
  h("h2", {}, "Details"),
  field("Organization name", organization.title, "Human-friendly label for your organization, shown in user interfaces"),
  field("Organization ID", organization.id, "Identifier for this organization sometimes used in API requests"), neighbors("general")));

page(/^\/settings\/organization\/projects\/?$/, "Projects", ({ projects }) => {
  const rows = projects.map((each) => h("tr", {}, h("td", {}, each.name), h("td.mono", {}, each.id), h("td", {}, "Active")));
  const head = ["Name", "ID", "Status"].map((text) => h("th", { scope: "col" }, text));
  return h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
});

page(/^\/settings\/organization\/limits\/?$/, "Limits", async () => {
  const { data } = await get("/dashboard/rate_limits");
  const rows = data.map((each) => h("tr", {}, h("td", {}, each.model), h("td", {}, `${each.tokens_per_min} TPM`), h("td", {}, `${each.requests_per_min} RPM`)));
  const head = ["Model", "Token limits", "Request limits"].map((text) => h("th", { scope: "col" }, text));
  return [h("h2", {}, "Rate limits"), h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows))];
});

const usage = () => [h("h2", {}, "Total spend"), h("div.balance", {}, "$2.66"), h("p.muted", {}, "This month, all projects")];
page(/^\/(settings\/organization\/)?usage\/?$/, "Usage", usage);

page(/^\/settings\/organization\/admin-keys\/?$/, "Admin keys", () => h("p", {}, "You have no admin keys."));
page(/^\/settings\/organization\/(people|members)\/?$/, "People", () => h("p", {}, `${user().name} (${user().email}) · Owner`));
page(/^\/settings\/organization\/data-controls\/?$/, "Data controls", () => h("p.muted", {}, "Sharing is off for all projects."));
page(/^\/settings\/project\/general\/?$/, "Project settings", ({ projects }) => field("Project name", projects[0]?.name ?? ""),
  () => h("div.split", {}, h("h1", {}, "Project settings"), link("/settings/organization/general", { class: "link" }, "Organization settings")));
route(/^\/settings\/?$/, { redirect: () => "/settings/organization/general" });

page(/^\/$/, "Home", () => h("div.home", {},
  h("h2", {}, "Start building"),
  h("div.tiles", {}, [["Chat", "/chat"], ["API keys", "/api-keys"], ["Usage", "/usage"]].map(([label, path]) =>
    h("button.choice", { type: "button", onclick: () => go(path) }, label)))), heading("Dashboard"));
for (const name of ["Chat", "Audio", "Images", "Videos", "Logs", "Storage"]) {
  page(new RegExp(`^/${name.toLowerCase()}/?$`), name, () => h("p.muted", {}, `${name} has nothing to show yet.`));
}
page(/^\/finetune\/?$/, "Fine-tuning", () => h("p.muted", {}, "You have no fine-tuned models."));
page(/^\/docs\/?$/, "Docs", () => h("p.muted", {}, "Documentation is not part of this site."));
page(/^\/pricing\/?$/, "Pricing", () => h("p.muted", {}, "Pricing is not part of this site."));
