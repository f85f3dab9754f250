// For a page whose popups no route would reach: a link that would open a tab of its own opens in this one, and what
// would write in a tab of its own does nothing.
(() => {
  self.open = () => null;
  const elsewhere = element => {
    const name = (element.getAttribute("target") ?? document.querySelector("base[target]")?.target ?? "").toLowerCase();
    return !["", "_self", "_top", "_parent"].includes(name)
      && ![...document.querySelectorAll("iframe")].some(frame => frame.name.toLowerCase() === name);
  };
  // Whether the form may be sent.
  const kept = form => {
    if (!elsewhere(form)) return true;
    form.target = "_self";
    return form.method === "get";
  };
  const { submit } = HTMLFormElement.prototype, { click } = HTMLElement.prototype;
  HTMLFormElement.prototype.submit = function () { if (kept(this)) submit.call(this); };
  addEventListener("submit", event => {
    event.submitter?.removeAttribute("formtarget");
    if (!kept(event.target)) event.preventDefault();
  }, true);
  const follow = link => { if (link?.matches?.("a[href], area[href]") && elsewhere(link)) link.target = "_self"; };
  for (const kind of ["click", "auxclick"]) addEventListener(kind, event => event.composedPath().forEach(follow), true);
  HTMLElement.prototype.click = function () { follow(this); click.call(this); };
})();
