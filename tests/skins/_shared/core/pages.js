// Which page an address is, and what leads there.

const ORGANIZATION = "/settings/organization";
export const BILLING = `${ORGANIZATION}/billing`;

export const TABS = [
  ["Overview", "overview"], ["Payment methods", "payment-methods"], ["Billing history", "history"],
  ["Credit grants", "credit-grants"], ["Preferences", "preferences"],
].map(([label, slug]) => ({ label, slug, path: `${BILLING}/${slug}` }));

export const SETTINGS = [
  ["Your profile", "/settings/profile"], ["User API keys", "/settings/profile/api-keys"],
  ["General", `${ORGANIZATION}/general`], ["API keys", `${ORGANIZATION}/api-keys`], ["People", `${ORGANIZATION}/people`],
  ["Projects", `${ORGANIZATION}/projects`], ["Billing", `${BILLING}/overview`], ["Limits", `${ORGANIZATION}/limits`],
  ["Usage", `${ORGANIZATION}/usage`],
].map(([label, path]) => ({ label, path }));

export const MANAGE = [
  ["Chat", "/chat"], ["Usage", "/usage"], ["API keys", "/api-keys"], ["Logs", "/logs"], ["Storage", "/storage"],
].map(([label, path]) => ({ label, path }));

const PAGES = [
  [/^\/$/, { name: "home", title: "Dashboard" }],
  [/^\/api-keys\/?$/, { name: "keys", title: "API keys", scope: "project" }],
  [/^\/settings\/organization\/api-keys\/?$/, { name: "keys", title: "API keys", scope: "organization" }],
  [/^\/settings\/profile\/api-keys\/?$/, { name: "keys", title: "API keys", scope: "user" }],
  [/^\/settings\/profile\/?$/, { name: "profile", title: "Your profile" }],
  [/^\/settings\/organization\/projects\/?$/, { name: "projects", title: "Projects" }],
  [/^\/settings\/organization\/limits\/?$/, { name: "limits", title: "Limits" }],
  [/usage\/?$/, { name: "usage", title: "Usage" }],
  [/^\/settings\/organization\/people\/?$/, { name: "people", title: "People" }],
  [/^\/settings/, { name: "general", title: "General" }],
];

/** { name, title, tab of billing, scope of a key table } */
export function pageAt(path) {
  if (path.startsWith(BILLING) || path.startsWith("/account/billing")) return billingAt(path);
  const known = PAGES.find(([pattern]) => pattern.test(path));
  return known ? known[1] : { name: "plain", title: path.slice(1, 2).toUpperCase() + path.slice(2) };
}

function billingAt(path) {
  const tab = TABS.find((each) => path.replace(/\/$/, "").endsWith(`/${each.slug}`)) ?? TABS[0];
  return { name: "billing", title: "Billing", tab };
}

/** Whether a link of a sidebar is for this organization: billing is the owners'. */
export const isFor = (organization) => ({ label }) => label !== "Billing" || organization.role === "owner";

/** The lines of the pages on which there is nothing to do. */
export function plainLines(page, { organization, projects }, person) {
  return {
    home: ["Start building with the OpenAI API."],
    profile: [person.name, person.email],
    general: [`Organization name: ${organization.title}`, `Organization ID: ${organization.id}`],
    projects: projects.map((each) => `${each.name} · ${each.id}`),
    limits: ["gpt-5: 30000 TPM, 500 RPM"],
    usage: ["Total spend this month: 2.66 USD"],
    people: [`${person.name} · Owner`],
  }[page.name] ?? ["There is nothing to show yet."];
}

export const denied = ({ organization }) =>
  `You do not have permission to view billing for this organization. Contact an owner of ${organization.title} for access.`;
