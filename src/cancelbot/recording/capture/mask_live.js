// Keeps addresses, keys and the content of sign-in fields covered while a page is recorded, from the first paint on.
// The observer sees a change of the document before the browser paints it. What changes without the document, such as
// the value of a field, is covered right before each paint.
(makeMask, [address, token, fields]) => {
  const NAME = "cancelbot-film";
  // Frames in which no script runs, so that nothing in them can be covered.
  const MUTE = "iframe[sandbox]:not([sandbox~=allow-scripts])";
  if (!self.CSS?.highlights || CSS.highlights.has(NAME)) return;
  const mask = makeMask(NAME);
  const secret = new RegExp(`${address}|${token}`, "g");
  const partsOf = text => [...text.matchAll(secret)].map(hit => [hit.index, hit.index + hit[0].length]);
  const hides = text => text.search(secret) >= 0;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ::highlight(${NAME}) { background-color: #8a8a8a; color: transparent; text-shadow: none; }
    ${fields}, [${mask.FIELD}] {
      color: transparent !important; -webkit-text-security: disc !important; text-shadow: none !important;
      caret-color: transparent !important; -webkit-text-fill-color: transparent !important;
    }
    ${MUTE} { visibility: hidden !important; }`);
  const roots = new Set();
  let stale = true;
  const watching = new MutationObserver(changes => {
    stale = true;
    for (const change of changes) {
      if (change.type === "characterData") cover(change.target);
      for (const node of change.addedNodes) cover(node);
    }
  });
  const cover = node => mask.cover(mask.highest(node), partsOf, open);

  const open = root => {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    if (roots.has(root)) return;
    roots.add(root);
    watching.observe(root, { subtree: true, childList: true, characterData: true });
  };
  const hasNewRoot = () => [...roots].some(root =>
    [...root.querySelectorAll("*")].some(element => element.shadowRoot && !roots.has(element.shadowRoot)));
  const beforePaint = () => {
    open(document);
    if (stale || hasNewRoot()) {
      stale = false;
      mask.clear();
      mask.cover(document, partsOf, open);
    }
    for (const root of roots) mask.coverFields(root, hides);
    requestAnimationFrame(beforePaint);
  };

  beforePaint();
}
