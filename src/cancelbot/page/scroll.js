// For lists that hold no more than is in sight, or load more once their end is.
() => {
  const scrolling = () => [document.scrollingElement, ...document.querySelectorAll("main, main *, [role=main] *, div")].filter(el =>
    el && el.scrollHeight > el.clientHeight + 1 && (el === document.scrollingElement || /auto|scroll/.test(getComputedStyle(el).overflowY)));
  // Scrolls everything that scrolls on, by so many of its own windows or to its end; whether anything moved.
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
