// The api origin: JSON with the session bearer; a session that has ended is renewed once.

import { boot, store } from "/assets/boot.js";
import { bearer, forget, refresh } from "/assets/session.js";

class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const selected = { organization: store("selected.organization"), project: store("selected.project") };

export function select(name, id) {
  selected[name] = id;
  store(`selected.${name}`, id);
}

async function send(method, path, body) {
  const headers = { Authorization: `Bearer ${bearer()}` };
  if (selected.organization) headers["OpenAI-Organization"] = selected.organization;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return fetch(boot.api_url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

async function call(method, path, body) {
  let answer = await send(method, path, body);
  if (answer.status === 401) {
    if (!(await refresh())) return signedOut();
    answer = await send(method, path, body);
  }
  if (answer.ok) {
    const data = answer.status === 204 ? {} : await answer.json();
    if (data.error) throw new ApiError(answer.status, data.error.message);
    return Object.assign(data, { quiet: answer.headers.has("X-Sandbox-Quiet") });
  }
  const { error } = await answer.json().catch(() => ({ error: { message: "Something went wrong." } }));
  throw new ApiError(answer.status, error.message);
}

function signedOut() {
  forget();
  location.reload();
  return new Promise(() => {});
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const del = (path) => call("DELETE", path);
