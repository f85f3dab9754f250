// Once armed, it lets a press through only on the judged element, only while it says the judged words, and only once.
({ SKIP, OTHERS, children, labelOf, labeled, isDrawing, pressTargetOf }) => {
  let guarded = null;
  const plain = s => s.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]|[\u24d8\u2139\u{1f6c8}]\ufe0f?/gu, "").normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
  const flatText = el => [...children(el)].map(kid => {
    if (kid.nodeType === 3) return isDrawing(kid) ? "" : kid.data;
    if (kid.nodeType !== 1 || SKIP.has(kid.tagName)) return "";
    const box = kid.getBoundingClientRect(), shown = getComputedStyle(kid).display === "contents" || (kid.checkVisibility({ checkVisibilityCSS: true }) && box.width > 1 && box.height > 1);
    return shown ? ` ${flatText(kid)} ` : "";
  }).join("");
  const pictured = el => [...el.querySelectorAll("svg, img, [role=img]")].map(labeled).join(" ");
  const wordsOf = el => plain(flatText(el)) || plain(labelOf(el)) || plain(el.textContent) || plain(pictured(el));
  const PRESSES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick", "keydown"];
  const judge = event => {
    if (!guarded) return;
    const path = event.composedPath(), at = path.indexOf(guarded.el);
    // A link in a label is a control of its own.
    const other = guarded.el.tagName === "LABEL" && path.slice(0, at).some(el => el !== guarded.el.control && el.matches?.(OTHERS));
    const inside = at >= 0 && !other;
    const same = wordsOf(guarded.el) === guarded.words;
    if (event.type === "click" && inside && same && !guarded.passed) { guarded.passed = true; return; }
    // A click on a label makes the browser click its field as well: that is the same press.
    if (event.type === "click" && guarded.passed && event.composedPath()[0] === guarded.el.closest("label")?.control) return;
    if (event.type !== "click" && event.type !== "dblclick" && event.type !== "keydown" && inside && same) return;
    if (event.type === "click" && !guarded.passed) guarded.why = inside ? "its words changed" : "something else was under the pointer";
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // Only the frame's own window hears a press in a frame.
  const windows = () => new Set([window, guarded?.el.ownerDocument.defaultView ?? window]);
  const arm = id => {
    const el = pressTargetOf(id);
    if (!el || !el.isConnected) return null;
    guarded = { el, words: wordsOf(el), passed: false, why: "" };
    for (const at of windows()) for (const kind of PRESSES) at.addEventListener(kind, judge, true);
    return guarded.words;
  };
  const outcome = () => guarded ? { passed: guarded.passed, why: guarded.why } : { passed: false, why: "" };
  const disarm = () => {
    for (const at of windows()) for (const kind of PRESSES) at.removeEventListener(kind, judge, true);
    guarded = null;
  };

  return { arm, outcome, disarm };
}
