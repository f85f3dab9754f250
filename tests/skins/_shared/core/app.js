// A single-page skin: who is here, which organization, which page. The skin draws.

import { get, select, selected } from "/assets/api.js";
import { bearer, finishLogIn, logIn, user } from "/assets/session.js";
import { neighbors } from "/assets/neighbors.js";
import { pageAt } from "/assets/core/pages.js";
import "/assets/telemetry.js";

export const here = { organizations: [], projects: [], organization: null, project: null, person: null };
let skin = null;
let turn = 0;

/** skin: { loggedOut(logIn), waiting(), show(page, isCurrent), locate(path)?, home? } */
export function start(drawn) {
  skin = { locate: pageAt, ...drawn };
  addEventListener("popstate", draw);
  return draw();
}

export async function draw() {
  if (location.pathname === "/auth/callback") return callback();
  if (location.pathname === "/login") return logIn("/settings/organization/general");
  if (!bearer()) return skin.loggedOut(() => logIn(location.pathname + location.search));
  const mine = ++turn;
  if (!here.organizations.length) skin.waiting();
  await learn();
  const page = skin.locate(location.pathname);
  document.title = `${page.title} - OpenAI API`;
  if (mine === turn) skin.show(page, () => mine === turn);
  return undefined;
}

export function go(path) {
  history.pushState(null, "", path);
  return draw();
}

/** A handler that goes there, for anything that can be clicked. */
export const to = (path) => (event) => { event.preventDefault(); go(path); };

async function learn() {
  here.person = user();
  if (!here.organizations.length) here.organizations = (await get("/v1/organizations")).data;
  const known = here.organizations.find((each) => each.id === selected.organization);
  const organization = known ?? here.organizations.find((each) => each.is_default);
  if (organization.id !== here.organization?.id) {
    select("organization", organization.id);
    here.organization = organization;
    here.projects = (await get(`/dashboard/organizations/${organization.id}/projects?detail=basic&limit=100`)).data;
  }
  here.project = here.projects.find((each) => each.id === selected.project) ?? here.projects[0];
  select("project", here.project?.id ?? null);
}

export function chooseOrganization(id) {
  select("organization", id);
  select("project", null);
  return draw();
}

export function chooseProject(id) {
  select("project", id);
  return draw();
}

const BESIDE = { overview: "overview", "payment-methods": "cards", history: "invoices" };
const besideOf = (page) => (page.name === "billing" ? BESIDE[page.tab.slug] : page.name);

/** Fills `container` when the content has come, unless something else is shown by then. */
export function fill(container, content, isCurrent) {
  const beside = neighbors(besideOf(skin.locate(location.pathname)));
  const put = (...children) => isCurrent() && container.replaceChildren(...[...children, beside].flat(Infinity).filter(Boolean));
  return Promise.resolve(content).then(put).catch((problem) =>
    put(problem.status === 403 ? "You do not have permission to view this page." : problem.message));
}

async function callback() {
  skin.waiting();
  const returnTo = await finishLogIn();
  history.replaceState(null, "", returnTo ?? "/");
  return draw();
}
