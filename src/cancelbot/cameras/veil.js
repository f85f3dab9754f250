// Covers addresses, keys and what is typed into fields of a sign-in, from the first paint of every page on.
//
// A change of the document is seen before it is painted (the observer's turn comes before the browser's), and what
// changes without one, such as a field's value, right before each paint. Nothing in the document is changed but one
// attribute on fields; text is covered by a custom highlight, which is painted and not inserted.
([address, token, fields]) => {
  const NAME = "cancelbot-film", FIELD = "data-cancelbot-veiled";
  if (!self.CSS?.highlights || CSS.highlights.has(NAME)) return;
  const secret = new RegExp(`${address}|${token}`, "g");
  const covered = new Highlight();
  CSS.highlights.set(NAME, covered);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ::highlight(${NAME}) { background-color: #8a8a8a; color: transparent; text-shadow: none; }
    ${fields}, [${FIELD}] {
      color: transparent !important; -webkit-text-security: disc !important; text-shadow: none !important;
      caret-color: transparent !important; -webkit-text-fill-color: transparent !important;
    }`);
  const roots = new Set();
  const watching = new MutationObserver(changes => {
    stale = true;
    for (const change of changes) {
      if (change.type === "characterData") cover(change.target.parentNode ?? change.target);
      for (const node of change.addedNodes) cover(node.nodeType === 3 ? node.parentNode ?? node : node);
    }
  });
  let stale = true;

  const open = root => {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    if (roots.has(root)) return;
    roots.add(root);
    watching.observe(root, { subtree: true, childList: true, characterData: true });
  };

  // Neighbours count as one text: a framework may write an address in three pieces.
  const run = first => {
    const pieces = [];
    for (let node = first; node && (node.nodeType === 3 || node.nodeType === 8); node = node.nextSibling) {
      if (node.nodeType === 3) pieces.push(node);
    }
    return pieces;
  };
  const place = (pieces, at) => {
    for (const piece of pieces) {
      if (at <= piece.length) return [piece, at];
      at -= piece.length;
    }
    return [pieces.at(-1), pieces.at(-1).length];
  };
  const coverText = first => {
    const pieces = run(first);
    for (const hit of pieces.map(piece => piece.data).join("").matchAll(secret)) {
      const part = new Range();
      part.setStart(...place(pieces, hit.index));
      part.setEnd(...place(pieces, hit.index + hit[0].length));
      covered.add(part);
    }
  };
  const follows = node => {
    let before = node.previousSibling;
    while (before?.nodeType === 8) before = before.previousSibling;
    return before?.nodeType === 3;
  };

  const cover = top => {
    if (top.nodeType === 1 && top.shadowRoot) cover(top.shadowRoot);
    if (top.nodeType === 11 && top.host) open(top);
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 1) { if (node.shadowRoot) cover(node.shadowRoot); }
      else if (!follows(node)) coverText(node);
    }
  };
  const coverFields = () => {
    for (const root of roots) for (const field of root.querySelectorAll("input, textarea, select")) {
      const said = [...(field.selectedOptions ?? [])].map(option => option.label).join(" ") || field.value;
      const hides = said.search(secret) >= 0;
      if (hides !== field.hasAttribute(FIELD)) field.toggleAttribute(FIELD, hides);
    }
  };
  const hasNewRoot = () => [...roots].some(root =>
    [...root.querySelectorAll("*")].some(element => element.shadowRoot && !roots.has(element.shadowRoot)));
  const beforePaint = () => {
    open(document);
    if (stale || hasNewRoot()) {
      stale = false;
      covered.clear();
      cover(document);
    }
    coverFields();
    requestAnimationFrame(beforePaint);
  };

  beforePaint();
}
