// Addresses to pages. A page is { header(), content(context) } or a redirect; main.js draws it.

const routes = [];
let draw = () => {};

export const route = (pattern, page) => routes.push([pattern, page]);
export const onDraw = (handler) => { draw = handler; };

export function match(path) {
  for (const [pattern, page] of routes) if (pattern.test(path)) return page;
  return null;
}

export function go(path) {
  history.pushState(null, "", path);
  draw();
}

export const reload = () => draw();

window.addEventListener("popstate", () => draw());
