// Scrolls lists that show only some of their rows, or that load more at their end.
() => {
  const scrolling = () => [document.scrollingElement, ...document.querySelectorAll("main, main *, [role=main] *, div")].filter(el =>
    el && el.scrollHeight > el.clientHeight + 1 && (el === document.scrollingElement || /auto|scroll/.test(getComputedStyle(el).overflowY)));
  // Scrolls everything that can be scrolled: by `step` times its own height, or to its end (null). Returns whether anything moved.
  const scrollOn = step => {
    let moved = false;
    for (const el of scrolling()) {
      const before = el.scrollTop;
      el.scrollTop = step === null ? el.scrollHeight : before + step * el.clientHeight;
      moved = moved || el.scrollTop !== before;
    }
    return moved;
  };
  const scrollBack = () => { for (const el of scrolling()) el.scrollTop = 0; };

  return { scrollOn, scrollBack };
}
