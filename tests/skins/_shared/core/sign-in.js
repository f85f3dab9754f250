// The screens of the sign-in from a skin's own fields and buttons.
//
// kit.page(screen, ...children) -> [nodes]      kit.error() -> { line, say(text) }
// kit.field({ label, name, type, autocomplete, value, placeholder, readonly }) -> { element, input }
// kit.button(label, kind, press) -> element     without press it submits the form; kind is "primary" or "plain"
// kit.together: e-mail and password on one page; kit.boxes: a code is six boxes that submit themselves

import { h } from "/assets/dom.js";
import { step, visit } from "/assets/auth/main.js";

const LENGTH = 6;

export function screens(kit) {
  const made = {
    email: (screen) => (kit.together ? together(kit, screen) : email(kit, screen)),
    password: (screen) => password(kit, screen),
    "email-code": (screen) => kit.page(screen, code(kit, screen, "email-otp/validate"),
      kit.button("Resend email", "plain", () => step("email-otp/resend", {})),
      screen.password_instead && kit.button("Continue with password", "plain", () => step("password/choose", {}))),
    totp: (screen) => kit.page(screen, code(kit, screen, "mfa/verify"), another(kit)),
    push: (screen) => kit.page(screen, another(kit)),
    passkey: (screen) => kit.page(screen, kit.button("Continue with passkey", "primary", () => {}), another(kit)),
    choice: (screen) => choices(kit, screen, "mfa/issue_challenge", "type"),
    organization: (screen) => choices(kit, screen, "organization/select", "organization"),
    "account-chooser": (screen) => chooser(kit, screen),
    "session-ended": (screen) => kit.page(screen, h("p", {}, h("a", { href: screen.login_url }, "Log in"))),
    consent: (screen) => kit.page(screen, kit.button("Continue", "primary", () => step("consent", {})), kit.button("Cancel", "plain", () => visit("/log-in"))),
    trouble: (screen) => kit.page(screen, screen.try_again
      ? kit.button("Try again", "primary", () => visit("/log-in"))
      : h("p", {}, h("a", { href: `${screen.login_url}?auth_provider=auth0` }, "Go back"))),
    external: (screen) => kit.page(screen),
  };
  made.sms = made.totp;
  made.recovery = made.totp;
  return (screen) => made[screen.name](screen);
}

function form(kit, fields, submit, withButton = true) {
  const error = kit.error();
  const element = h("form", { novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    error.say("");
    error.say((await submit()) ?? "");
  } }, fields.map((field) => field.element), error.line, withButton && kit.button("Continue", "primary"));
  return element;
}

const emailField = (kit, screen) => kit.field({ label: "Email address", name: "username", type: "email", autocomplete: "email", value: screen.email });
const passwordField = (kit) => kit.field({ label: "Password", name: "password", type: "password", autocomplete: "current-password" });
const another = (kit) => kit.button("Try another method", "plain", () => step("mfa/issue_challenge", { type: "choice" }));
const providers = (kit) => ["Google", "Microsoft", "Apple"].map((name) => kit.button(`Continue with ${name}`, "plain", () => visit("/external")));
const username = (value) => ({ username: { kind: "email", value } });

function email(kit, screen) {
  const field = emailField(kit, screen);
  return kit.page(screen, form(kit, [field], () => step("authorize/continue", username(field.input.value))), providers(kit));
}

function password(kit, screen) {
  const fields = [kit.field({ label: "Email address", name: "shown", type: "text", value: screen.email, readonly: true }), passwordField(kit)];
  return kit.page(screen, form(kit, fields, () => step("password/verify", { password: fields[1].input.value })),
    kit.button("Edit", "plain", () => visit("/log-in")));
}

function together(kit, screen) {
  const fields = [emailField(kit, screen), passwordField(kit)];
  const [mail, secret] = fields.map((field) => field.input);
  return kit.page(screen, form(kit, fields, () => both(mail.value, secret.value)), providers(kit));
}

async function both(mail, secret) {
  await fetch("/log-in", { headers: { Accept: "application/json" } });
  const answer = await fetch("/api/accounts/authorize/continue", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(username(mail)),
  });
  const data = await answer.json();
  if (!answer.ok) return data.error.message;
  return data.page.type === "password" ? step("password/verify", { password: secret }) : visit(data.continue_url);
}

function code(kit, screen, path) {
  const asBoxes = kit.boxes && screen.name !== "recovery";
  const one = asBoxes ? boxes() : kit.field({
    label: screen.name === "recovery" ? "Recovery code" : "Code", name: "code", type: "text", autocomplete: "one-time-code", placeholder: "Code",
  });
  const typed = () => (asBoxes ? one.inputs.map((input) => input.value).join("") : one.input.value);
  const submit = async () => {
    const problem = await step(path, { type: screen.name, id: screen.path.split("/").at(-1), code: typed() });
    if (problem && asBoxes) one.clear();
    return problem;
  };
  const element = form(kit, [one], submit, !asBoxes);
  if (asBoxes) element.addEventListener("input", () => typed().length === LENGTH && element.requestSubmit());
  return element;
}

function boxes() {
  const inputs = Array.from({ length: LENGTH }, () => h("input", { maxlength: "1", inputmode: "numeric", autocomplete: "off" }));
  inputs.forEach((input, n) => {
    input.addEventListener("input", () => input.value && inputs[n + 1]?.focus());
    input.addEventListener("keydown", (event) => event.key === "Backspace" && !input.value && inputs[n - 1]?.focus());
    input.addEventListener("paste", (event) => {
      event.preventDefault();
      [...event.clipboardData.getData("text").trim()].slice(0, LENGTH).forEach((digit, m) => { inputs[m].value = digit; });
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  const clear = () => { inputs.forEach((input) => { input.value = ""; }); inputs[0].focus(); };
  return { element: h("div.boxes", {}, inputs), inputs, clear };
}

function choices(kit, screen, path, name) {
  return kit.page(screen, screen.options.map((option) => kit.button(option.label, "plain", () => step(path, { [name]: option.id }))));
}

function chooser(kit, screen) {
  const choose = (account) => () => step("session/select", { account });
  return kit.page(screen, screen.options.map((option) => kit.button(`${option.label} ${option.id}`, "plain", choose(option.id))),
    kit.button("Sign in to another account", "plain", choose("")));
}
