// Signing in: authorization code with PKCE, then the dashboard session.

import { boot, store } from "/assets/boot.js";

const SCOPE = "openid profile email offline_access";
const CALLBACK = `${boot.platform_url}/auth/callback`;

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

export async function logIn(returnTo) {
  const verifier = random();
  const state = random();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  sessionStorage.setItem(`oauth.${state}`, JSON.stringify({ verifier, returnTo }));
  const query = new URLSearchParams({
    client_id: boot.client_id,
    audience: "https://api.openai.com/v1",
    redirect_uri: CALLBACK,
    scope: SCOPE,
    response_type: "code",
    response_mode: "query",
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
    auth0Client: "eyJuYW1lIjoiYXV0aDAtc3BhLWpzIiwidmVyc2lvbiI6IjEuMjEuMCJ9",
  });
  location.assign(`${boot.auth_url}/oauth/authorize?${query}`);
}

export async function finishLogIn() {
  const query = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(`oauth.${query.get("state")}`) ?? "null");
  if (!kept || !query.get("code")) return null;
  sessionStorage.removeItem(`oauth.${query.get("state")}`);
  const done = await getTokens({
    grant_type: "authorization_code",
    code: query.get("code"),
    code_verifier: kept.verifier,
    redirect_uri: CALLBACK,
  });
  return done ? kept.returnTo : null;
}

async function getTokens(body) {
  const answer = await fetch(`${boot.auth_url}/oauth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ client_id: boot.client_id, ...body }),
  });
  if (!answer.ok) return false;
  const tokens = await answer.json();
  store("auth.tokens", { access_token: tokens.access_token, refresh_token: tokens.refresh_token });
  return openSession(tokens.access_token);
}

async function openSession(accessToken) {
  const answer = await fetch(`${boot.api_url}/dashboard/onboarding/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ app: "api" }),
  });
  if (!answer.ok) return false;
  const { user } = await answer.json();
  store("auth.session", user.session.sensitive_id);
  store("auth.user", { id: user.id, name: user.name, email: user.email });
  return true;
}

export const bearer = () => store("auth.session");
export const user = () => store("auth.user");

export async function refresh() {
  const tokens = store("auth.tokens");
  return tokens ? getTokens({ grant_type: "refresh_token", refresh_token: tokens.refresh_token }).catch(() => false) : false;
}

export function forget() {
  for (const name of ["auth.session", "auth.tokens", "auth.user", "selected.organization", "selected.project"]) store(name, null);
}
