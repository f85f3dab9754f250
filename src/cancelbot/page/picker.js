// While a person points at something: a line of text over the page, outside the body so that no reading has it, and
// a sign of life each second; Escape is one too. It is at the top, since a window may reach below the screen, and
// makes room for the pointer. No click gets past the root of the page meanwhile: Playwright's picker hears it first, on
// the document; what it does not take (it is not there yet, or a second click of a double click) ends here.
() => {
  let line = null, beating = 0, giveUp = null;
  const POINTED = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "dblclick", "contextmenu"];
  const DOUBLE_CLICK = 500;  // milliseconds, the default of desktops
  const swallow = event => { event.preventDefault(); event.stopImmediatePropagation(); };
  const TOP = "0 0 auto 0", BOTTOM = "auto 0 0 0", NEAR = 90;
  const makeRoom = event => { line.style.inset = event.clientY < NEAR ? BOTTOM : TOP; };
  const invite = (text, beat) => {
    line = document.createElement("div");
    line.textContent = text;
    line.popover = "manual";
    line.style.cssText = "all:initial;position:fixed;inset:0 0 auto 0;padding:10px 16px;background:#1d1d1f;color:#fff;"
      + "font:15px/1.4 system-ui,sans-serif;text-align:center;pointer-events:none;z-index:2147483647";
    document.documentElement.append(line);
    line.showPopover();
    beating = setInterval(() => console.debug(beat), 1000);
    giveUp = event => { if (event.key === "Escape") console.debug(`${beat} no`); };
    for (const kind of POINTED) document.documentElement.addEventListener(kind, swallow, true);
    window.addEventListener("keydown", giveUp, true);
    window.addEventListener("mousemove", makeRoom, true);
  };
  const uninvite = () => {
    window.removeEventListener("mousemove", makeRoom, true);
    window.removeEventListener("keydown", giveUp, true);
    line?.remove();
    clearInterval(beating);
    return new Promise(done => setTimeout(() => {
      for (const kind of POINTED) document.documentElement.removeEventListener(kind, swallow, true);
      done();
    }, DOUBLE_CLICK));
  };

  return { invite, uninvite };
}
