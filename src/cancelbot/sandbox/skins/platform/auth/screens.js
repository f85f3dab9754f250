// What each screen looks like. A screen comes from the server as data.

import { h } from "/assets/dom.js";
import { step, visit } from "/assets/auth/main.js";
import { codeForm } from "/assets/auth/code.js";

let ids = 5;
export const fieldId = (name) => `_r_${(ids++).toString(36)}_-${name}`;

export function errorLine() {
  const item = h("li", {});
  const line = h("div._errorMessage_1x8fh.errorMessage", {}, h("span", { slot: "errorMessage" }, h("ul", {}, item)));
  line.hidden = true;
  return { line, say: (text) => { item.textContent = text; line.hidden = !text; } };
}

export function form({ fields, error, submit, label = "Continue", button = true }) {
  const send = h("button.btn.btn-primary._primary_wa8b1", { type: "submit", "data-dd-action-name": label }, label);
  const element = h("form", { novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    send.disabled = true;
    error.say("");
    const problem = await submit();
    send.disabled = false;
    if (problem) error.say(problem);
  } }, fields, button && send);
  return element;
}

const heading = (screen) => [h("h1._heading_1a2b", {}, h("span", {}, screen.heading)), screen.text && h("p.text._subTitle_3c4d", {}, screen.text)];
const plain = (text, action) => h("button.plain", { type: "button", onclick: action }, text);

function email(screen) {
  const error = errorLine();
  const id = fieldId("email");
  const input = h("input.input", { id, name: "email", type: "email", autocomplete: "email", value: screen.email, disabled: true, "data-wakes": true });
  const submit = () => step("authorize/continue", { username: { kind: "email", value: input.value } });
  const others = ["Google", "Microsoft", "Apple", "phone"].map((name) =>
    h("button.btn.btn-outline", { type: "button", onclick: () => visit("/external") }, `Continue with ${name}`));
  return [heading(screen),
    form({ error, submit, fields: [h("div.fieldset", {}, h("label", { for: id }, "Email address"), input, error.line)] }),
    h("p.text", {}, "Don't have an account? ", h("a", { href: "/external" }, "Sign up")),
    h("div.or", {}, "OR"), h("div.stack", {}, others)];
}

function password(screen) {
  const error = errorLine();
  const [emailId, id] = [fieldId("email"), fieldId("current-password")];
  const input = h("input.input", { id, name: "current-password", type: "password", autocomplete: "current-password", disabled: true, "data-wakes": true });
  const shown = h("div.readonly", {},
    h("input.input", { id: emailId, name: "username", value: screen.email, readonly: true }),
    h("a", { href: "/log-in", onclick: (event) => { event.preventDefault(); visit("/log-in"); } }, "Edit"));
  return [heading(screen), form({
    error,
    submit: () => step("password/verify", { password: input.value }),
    fields: [
      h("div.fieldset", {}, h("label", { for: emailId }, "Email address"), shown),
      h("div.fieldset", {}, h("label", { for: id }, "Password"), input, error.line),
      h("a", { href: "/external" }, "Forgot password?"),
    ],
  })];
}

function emailCode(screen) {
  return [heading(screen), codeForm(screen, "email-otp/validate"),
    h("div.stack.text", {}, plain("Resend email", () => step("email-otp/resend", {})),
      screen.password_instead && plain("Continue with password", () => step("password/choose", {})))];
}

const another = () => h("p.text", {}, plain("Try another method", () => step("mfa/issue_challenge", { type: "choice" })));
const challenge = (screen) => [heading(screen), codeForm(screen, "mfa/verify"), another()];
const waiting = (screen) => [heading(screen), h("div.spinner", {}), another()];

function passkey(screen) {
  return [heading(screen), h("button.btn.btn-primary", { type: "button" }, "Continue with passkey"), another()];
}

function choices(path, field) {
  return (screen) => [heading(screen), h("div.stack", {}, screen.options.map((option) =>
    h("button.btn.btn-outline", { type: "button", onclick: () => step(path, { [field]: option.id }) }, option.label)))];
}

function chooser(screen) {
  const accounts = screen.options.map((option) => h("div.readonly", {},
    h("button.btn", { type: "button", onclick: () => step("session/select", { account: option.id }) },
      h("span", {}, option.label), h("small.muted", {}, option.id)),
    h("button.plain", { type: "button", "aria-label": `Remove ${option.id}` }, "×")));
  return [heading(screen), h("div.stack", {}, accounts,
    h("button.btn.btn-outline", { type: "button", onclick: () => step("session/select", { account: "" }) }, "Sign in to another account"),
    h("button.btn.btn-outline", { type: "button" }, "Log out of all accounts"))];
}

const ended = (screen) => [heading(screen), h("a.btn.btn-primary", { href: screen.login_url }, "Log in")];

function consent(screen) {
  return [heading(screen), h("div.stack", {},
    h("button.btn.btn-primary", { type: "button", onclick: () => step("consent", {}) }, "Continue"),
    h("button.btn.btn-outline", { type: "button", onclick: () => visit("/log-in") }, "Cancel"))];
}

const trouble = (screen) => [heading(screen), screen.try_again
  ? h("button.btn.btn-primary", { type: "button", onclick: () => visit("/log-in") }, "Try again")
  : h("a", { href: `${screen.login_url}?auth_provider=auth0` }, "Go back")];

const SCREENS = {
  email, password, passkey, trouble, consent,
  "email-code": emailCode,
  totp: challenge, sms: challenge, recovery: challenge,
  push: waiting,
  choice: choices("mfa/issue_challenge", "type"),
  organization: choices("organization/select", "organization"),
  "account-chooser": chooser,
  "session-ended": ended,
  external: (screen) => heading(screen),
};

export const draw = (screen) => SCREENS[screen.name](screen);
