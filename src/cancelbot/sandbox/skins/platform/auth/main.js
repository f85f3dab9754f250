// The sign-in: one screen at a time, each sent to the server, which says what comes next.

import { h, replace } from "/assets/dom.js";
import { draw } from "/assets/auth/screens.js";

const root = document.getElementById("root");
let screen = JSON.parse(document.getElementById("bootstrap").textContent);
let poll = 0;

export function show(next) {
  screen = next;
  clearInterval(poll);
  document.title = screen.title;
  replace(root, h("div.wordmark", {}, "OpenAI"), h("main.auth", {}, draw(screen)), footer());
  wakeFields();
  if (["push", "passkey", "sms"].includes(screen.name)) poll = setInterval(wait, 700);
}

/** Fields are visible but disabled at first, until the page is ready. */
function wakeFields() {
  const fields = [...root.querySelectorAll("input[data-wakes]")];
  setTimeout(() => {
    fields.forEach((field) => { field.disabled = false; });
    fields[0]?.focus();
  }, screen.disabled_ms);
}

function footer() {
  return h("footer", {}, "Terms of Use | Privacy Policy. One account for ChatGPT, Codex and the API platform.");
}

/** Sends a step; returns the server's words where it refuses. */
export async function step(path, body) {
  let answer;
  try {
    answer = await fetch(`/api/accounts/${path}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    return "Something went wrong. Please try again.";
  }
  const data = await answer.json();
  if (answer.ok) return onward(data);
  if (data.error.code === "account_deactivated") {
    show({ ...screen, name: "trouble", title: "Oops, an error occurred! - OpenAI", heading: "Oops, an error occurred!", text: data.error.message, try_again: false });
    return "";
  }
  return data.error.message;
}

async function onward({ page, continue_url: address }) {
  if (page.type === "external_url") {
    location.assign(address);
    return "";
  }
  await visit(address);
  return "";
}

export async function visit(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const next = await answer.json();
  if (!next.single_url) history.pushState(null, "", next.path);
  show(next);
}

async function wait() {
  const answer = await fetch("/api/accounts/wait", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: "{}",
  });
  const data = await answer.json();
  if (answer.ok && data.page.type !== screen.name) onward(data);
}

addEventListener("popstate", () => location.reload());
show(screen);
