// While a person points at something: a line of text over the page, outside the body so that no reading has it, and
// a sign of life each second; Escape is one too. It is at the top, since a window may reach below the screen, and
// makes room for the pointer.
() => {
  let line = null, beating = 0, giveUp = null;
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
    window.addEventListener("keydown", giveUp, true);
    window.addEventListener("mousemove", makeRoom, true);
  };
  const uninvite = () => {
    window.removeEventListener("mousemove", makeRoom, true);
    window.removeEventListener("keydown", giveUp, true);
    line?.remove();
    clearInterval(beating);
  };

  return { invite, uninvite };
}
