// While a person points at something, a line of text lies over the page. It is outside the body, so no snapshot has it.
// It is at the top, since a window may reach below the screen, and moves away from the pointer. It writes to the
// console every second, and when Escape is pressed. No click reaches the page meanwhile: Playwright's picker takes it on
// the document, and what the picker leaves (it is not there yet, or it was the second click of two) stops at the root.
() => {
  let line = null, beating = 0, giveUp = null;
  const POINTED = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "dblclick", "contextmenu"];
  const DOUBLE_CLICK = 500;  // milliseconds between two clicks, as on most desktops
  const swallow = event => { event.preventDefault(); event.stopImmediatePropagation(); };
  const TOP = "0 0 auto 0", BOTTOM = "auto 0 0 0", NEAR = 90;
  const makeRoom = event => { line.style.inset = event.clientY < NEAR ? BOTTOM : TOP; };
  const startPicking = (text, beat) => {
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
  const stopPicking = () => {
    window.removeEventListener("mousemove", makeRoom, true);
    window.removeEventListener("keydown", giveUp, true);
    line?.remove();
    clearInterval(beating);
    return new Promise(done => setTimeout(() => {
      for (const kind of POINTED) document.documentElement.removeEventListener(kind, swallow, true);
      done();
    }, DOUBLE_CLICK));
  };

  return { startPicking, stopPicking };
}
