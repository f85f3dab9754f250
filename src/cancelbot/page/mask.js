// Makes a mask for the current document. It covers text in pictures of the page and changes nothing that can be read
// there. Text is covered by a custom highlight, which is only painted. A highlight does not reach the text of a field,
// so a field gets the attribute data-NAME. The caller's style sheet makes both invisible.
name => {
  const covered = new Highlight(), before = new Map();
  for (const part of CSS.highlights.get(name) ?? []) before.set(part.startContainer, [...before.get(part.startContainer) ?? [], part]);
  CSS.highlights.set(name, covered);
  let isNew = false;
  const wasCovered = part => (before.get(part.startContainer) ?? []).some(old =>
    !part.compareBoundaryPoints(Range.START_TO_START, old) && !part.compareBoundaryPoints(Range.END_TO_END, old));
  const FIELD = `data-${name}`;

  // Frameworks split one text into several nodes, and so do emphasis, icons and break marks: such nodes count as one text.
  const PARTED = new Set(["A", "ABBR", "B", "BDI", "BDO", "CODE", "DATA", "EM", "FONT", "I", "KBD", "MARK", "Q", "S", "SAMP", "SMALL",
                          "SPAN", "STRONG", "SUB", "SUP", "TIME", "U", "VAR", "WBR"]);
  const place = (pieces, at) => {
    for (const piece of pieces) {
      if (at <= piece.length) return [piece, at];
      at -= piece.length;
    }
    return [pieces.at(-1), pieces.at(-1).length];
  };
  const add = (pieces, partsOf) => {
    for (const [from, to] of partsOf(pieces.map(piece => piece.data).join(""))) {
      const part = new Range();
      part.setStart(...place(pieces, from));
      part.setEnd(...place(pieces, to));
      covered.add(part);
      isNew ||= !wasCovered(part);
    }
  };
  // Yields each text as a list of its nodes, and calls `onRoot` with each shadow root.
  const texts = function* (top, onRoot) {
    let pieces = [];
    const ended = function* () { if (pieces.length) yield pieces; pieces = []; };
    const walk = function* (node) {
      if (node.nodeType === 3) { if (node.length) pieces.push(node); return; }
      if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return;
      const parts = !PARTED.has(node.tagName) || node.shadowRoot;
      if (parts) yield* ended();
      if (node.shadowRoot) { onRoot(node.shadowRoot); yield* walk(node.shadowRoot); yield* ended(); }
      for (let child = node.firstChild; child; child = child.nextSibling) yield* walk(child);
      if (parts) yield* ended();
    };
    yield* walk(top);
    yield* ended();
  };

  // In each text node under `top`, covers the parts [from, to] that `partsOf` returns.
  const coverEach = (top, partsOf, onRoot = () => {}) => {
    for (const pieces of texts(top, onRoot)) for (const piece of pieces) add([piece], partsOf);
  };
  // The same, also for texts that are split into several nodes.
  const cover = (top, partsOf, onRoot = () => {}) => {
    for (const pieces of texts(top, onRoot)) {
      add(pieces, partsOf);
      if (pieces.length > 1) for (const piece of pieces) add([piece], partsOf);
    }
  };
  // Marks the fields under `root` whose content `hides` wants covered.
  const coverFields = (root, hides) => {
    for (const field of root.querySelectorAll("input, textarea, select")) {
      const said = [...(field.selectedOptions ?? [])].map(option => option.label).join(" ") || field.value;
      const hidden = hides(said);
      if (hidden === field.hasAttribute(FIELD)) continue;
      field.toggleAttribute(FIELD, hidden);
      isNew ||= hidden;
    }
  };
  const clear = () => covered.clear();
  const highest = node => {  // the text around it may belong to the same text
    while (node.parentNode && (node.nodeType === 3 || PARTED.has(node.tagName))) node = node.parentNode;
    return node;
  };
  // Whether something is covered now that the mask before this one did not cover.
  const coversMore = () => isNew;
  return { FIELD, cover, coverEach, coverFields, coversMore, clear, highest };
}
