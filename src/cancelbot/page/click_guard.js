// While the fence stands, a press reaches the page only on the judged element, only with the judged words, only once.
({ SKIP, children, labelOf, labelled, standIn }) => {
  let fence = null;
  const plain = s => s.normalize("NFKC").replace(/[\u200b-\u200f\u2060\ufeff]/g, "").replace(/\s+/g, " ").trim().toLowerCase();
  const flatText = el => [...children(el)].map(kid => {
    if (kid.nodeType === 3) return kid.data;
    if (kid.nodeType !== 1 || SKIP.has(kid.tagName)) return "";
    const box = kid.getBoundingClientRect(), shown = getComputedStyle(kid).display === "contents" || (kid.checkVisibility({ checkVisibilityCSS: true }) && box.width > 1 && box.height > 1);
    return shown ? ` ${flatText(kid)} ` : "";
  }).join("");
  const pictured = el => [...el.querySelectorAll("svg, img, [role=img]")].map(labelled).join(" ");
  const wordsOf = el => plain(flatText(el)) || plain(labelOf(el)) || plain(el.textContent) || plain(pictured(el));
  const PRESSES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick", "keydown"];
  const judge = event => {
    if (!fence) return;
    const inside = event.composedPath().includes(fence.el);
    const same = wordsOf(fence.el) === fence.words;
    if (event.type === "click" && inside && same && !fence.passed) { fence.passed = true; return; }
    // A click on a label makes the browser click its field: the same press, heard twice.
    if (event.type === "click" && fence.passed && event.composedPath()[0] === fence.el.closest("label")?.control) return;
    if (event.type !== "click" && event.type !== "dblclick" && event.type !== "keydown" && inside && same) return;
    if (event.type === "click" && !fence.passed) fence.why = inside ? "its words changed" : "something else was under the pointer";
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // A press in a frame is heard in the frame's own window alone.
  const windows = () => new Set([window, fence?.el.ownerDocument.defaultView ?? window]);
  const raise = id => {
    const el = standIn(id);
    if (!el || !el.isConnected) return null;
    fence = { el, words: wordsOf(el), passed: false, why: "" };
    for (const at of windows()) for (const kind of PRESSES) at.addEventListener(kind, judge, true);
    return fence.words;
  };
  const fell = () => fence ? { passed: fence.passed, why: fence.why } : { passed: false, why: "" };
  const lower = () => {
    for (const at of windows()) for (const kind of PRESSES) at.removeEventListener(kind, judge, true);
    fence = null;
  };

  return { raise, fell, lower };
}
