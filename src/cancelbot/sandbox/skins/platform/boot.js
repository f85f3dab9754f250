// What the server told this page when it was loaded.

export const boot = JSON.parse(document.getElementById("bootstrap").textContent);

export function store(name, value) {
  if (value === undefined) return JSON.parse(localStorage.getItem(name) ?? "null");
  if (value === null) localStorage.removeItem(name);
  else localStorage.setItem(name, JSON.stringify(value));
  return value;
}
