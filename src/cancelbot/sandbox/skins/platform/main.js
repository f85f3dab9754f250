// Starts the app: who is signed in, which organization, which page.

import { boot } from "/assets/boot.js";
import { h, replace } from "/assets/dom.js";
import { get, select, selected } from "/assets/api.js";
import { bearer, finishLogIn, logIn } from "/assets/session.js";
import { match, onDraw, go } from "/assets/router.js";
import { shell } from "/assets/shell.js";
import { cookieBanner, kit } from "/assets/kit.js";
import { popups } from "/assets/popups.js";
import "/assets/telemetry.js";
import "/assets/pages/billing.js";
import "/assets/pages/keys.js";
import "/assets/pages/settings.js";

const root = document.getElementById("root");
const context = { organizations: [], projects: [], organization: null };
let turn = 0;

async function draw() {
  if (location.pathname === "/auth/callback") return callback();
  if (location.pathname === "/login") return loggingIn();
  if (!bearer()) return loggedOut();
  const page = match(location.pathname);
  if (page?.redirect) {
    history.replaceState(null, "", page.redirect(location.pathname));
    return draw();
  }
  const mine = ++turn;
  if (!context.organizations.length) replace(root, h("div.spinner", { role: "progressbar", "aria-label": "Loading" }));
  await learn();
  if (mine === turn) show(page ?? NOT_FOUND, mine);
  return undefined;
}

async function learn() {
  if (!context.organizations.length) context.organizations = (await get("/v1/organizations")).data;
  const known = (id) => context.organizations.find((each) => each.id === id);
  const organization = known(selected.organization) ?? context.organizations.find((each) => each.is_default);
  if (organization.id !== context.organization?.id) {
    select("organization", organization.id);
    context.organization = organization;
    context.projects = (await get(`/dashboard/organizations/${organization.id}/projects?detail=basic&limit=100`)).data;
  }
  if (!context.projects.some((each) => each.id === selected.project)) select("project", context.projects[0]?.id ?? null);
}

const NOT_FOUND = { title: "Not found", header: () => h("h1", {}, "Page not found"), content: () => h("p", {}, "There is nothing here.") };

function show(page, mine) {
  document.title = `${page.title} - OpenAI API`;
  const content = h("div.content", {}, h("div.spinner", { role: "progressbar", "aria-label": "Loading" }));
  replace(root, shell(context, page.header(context), content));
  const fill = (...children) => mine === turn && replace(content, ...children);
  Promise.resolve(page.content(context, fill))
    .then((children) => children && fill(children))
    .catch((problem) => fill(h("p.failure", {}, problem.status === 403 ? "You do not have permission to view this page." : "Something went wrong while loading this page.")));
  popups(kit, cookieBanner);
}

async function callback() {
  replace(root, h("div.spinner", { role: "progressbar", "aria-label": "Loading" }));
  const returnTo = await finishLogIn();
  history.replaceState(null, "", returnTo ?? "/");
  draw();
}

/** The newest site has a page of its own for those who are logged out; the older ones went on to the sign-in. */
function loggingIn() {
  const next = new URLSearchParams(location.search).get("next");
  return next ? loggedOut(next) : logIn("/settings/organization/general");
}

function loggedOut(asked = location.pathname + location.search) {
  if (boot.era === "2026-09" && location.pathname !== "/login") history.replaceState(null, "", `/login?next=${encodeURIComponent(asked)}`);
  document.title = "OpenAI API";
  replace(root, h("div.logged-out", {},
    h("div.logged-out-card", {},
      h("h1", {}, "Welcome to the OpenAI Platform"),
      h("p", {}, "Log in to manage your API keys, usage and billing."),
      h("div.row.center", {},
        h("button.btn.btn-primary", { type: "button", onclick: () => logIn(asked) }, h("span", {}, "Log in")),
        h("button.btn.btn-neutral", { type: "button", onclick: () => go("/signup") }, h("span", {}, "Sign up"))),
      h("p.small", {}, "ChatGPT is a separate product. Terms of use | Privacy policy"))));
}

onDraw(draw);
draw();
