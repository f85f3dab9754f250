// The code field: one field or six boxes, with or without a button.

import { h } from "/assets/dom.js";
import { step } from "/assets/auth/main.js";
import { errorLine, fieldId, form } from "/assets/auth/screens.js";

const LENGTH = 6;

export function codeForm(screen, path) {
  const error = errorLine();
  const inputs = screen.boxes === 1 ? [single(screen)] : boxes();
  const typed = () => inputs.map((input) => input.value).join("");
  const submit = async () => {
    const code = typed();
    const problem = await step(path, { type: screen.name, id: screen.path.split("/").at(-1), code });
    if (problem && inputs.length > 1) inputs.forEach((input) => { input.value = ""; });
    return problem;
  };
  const fields = inputs.length === 1
    ? h("div.fieldset", {}, h("label", { for: inputs[0].id }, screen.name === "recovery" ? "Recovery code" : "Code"), inputs[0], error.line)
    : h("div.fieldset", {}, h("div.boxes", { role: "group", "aria-label": "Code" }, inputs), error.line);
  const element = form({ fields, error, submit, button: screen.submit_button });
  if (!screen.submit_button) {
    element.addEventListener("input", () => typed().length === LENGTH && element.requestSubmit());
  }
  return element;
}

function single(screen) {
  return h("input.input", {
    id: fieldId("code"), name: "code", inputmode: "numeric", autocomplete: "one-time-code",
    placeholder: screen.name === "totp" ? "One-time code" : "Code", disabled: true, "data-wakes": true,
  });
}

function boxes() {
  const inputs = Array.from({ length: LENGTH }, (_, n) =>
    h("input.input", { maxlength: "1", inputmode: "numeric", "aria-label": `Digit ${n + 1}`, disabled: true, "data-wakes": true }));
  inputs.forEach((input, n) => {
    input.addEventListener("input", () => input.value && inputs[n + 1]?.focus());
    input.addEventListener("keydown", (event) => event.key === "Backspace" && !input.value && inputs[n - 1]?.focus());
    input.addEventListener("paste", (event) => {
      event.preventDefault();
      [...event.clipboardData.getData("text").trim()].slice(0, LENGTH).forEach((digit, m) => { inputs[m].value = digit; });
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  return inputs;
}
