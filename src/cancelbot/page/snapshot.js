// Makes a reader of the current page. `read` walks once over the flat tree (with open shadow roots and slots), lists what
// a person can see, and changes nothing. An element keeps its id as long as the document lives, so that two snapshots
// can be compared.
() => {
  const ids = new WeakMap(), elements = new Map();
  let next = 1, changedAt = performance.now(), restedAt = changedAt, worked = 0, moves = 0, wake = null;
  const moved = () => { changedAt = performance.now(); worked = changedAt - restedAt; moves += 1; if (wake) wake(); };
  const observer = new MutationObserver(moved);
  // How often the document has changed so far, including changes that were not reported yet.
  const countChanges = () => { if (observer.takeRecords().length) moved(); return moves; };
  const observed = new WeakSet();
  const observe = root => {
    if (observed.has(root)) return;
    observed.add(root);
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  };
  observe(document);
  // A frame of the page's own origin is read as part of the page; frames of other origins are left out.
  let inFrames = true;
  const framed = frame => {
    if (!inFrames) return [];
    if (!observed.has(frame)) { observed.add(frame); frame.addEventListener("load", moved); }
    const inner = frame.contentDocument;
    if (inner) observe(inner);
    return inner?.body ? [inner.body] : [];
  };
  const windowOf = el => el.ownerDocument.defaultView ?? window;
  // Where a frame's content begins, in coordinates of the window around it.
  const originOf = frame => {
    const box = frame.getBoundingClientRect();
    return [box.left + frame.clientLeft, box.top + frame.clientTop];
  };
  const offsetOf = el => {
    let x = 0, y = 0;
    for (let own = windowOf(el); own !== window; own = windowOf(own.frameElement)) {
      const [left, top] = originOf(own.frameElement);
      x += left; y += top;
    }
    return [x, y];
  };

  const idOf = el => {
    if (!ids.has(el)) { ids.set(el, next); elements.set(next++, new WeakRef(el)); }
    return ids.get(el);
  };

  const SKIP = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "LINK", "META", "OBJECT", "AUDIO", "VIDEO", "CANVAS"]);
  const TYPES = { checkbox: "checkbox", radio: "radio", button: "button", submit: "button", reset: "button", image: "button",
                  range: "slider", search: "textbox", hidden: "" };
  const TAGS = { BUTTON: "button", SUMMARY: "button", TEXTAREA: "textbox", SELECT: "combobox", OPTION: "option", TABLE: "table", TR: "row",
                 TD: "cell", TH: "columnheader", UL: "list", OL: "list", LI: "listitem", DIALOG: "dialog", NAV: "navigation",
                 MAIN: "main", HEADER: "banner", FOOTER: "contentinfo", ASIDE: "complementary", FORM: "form", ARTICLE: "article",
                 SECTION: "section", LABEL: "label", PROGRESS: "progressbar", FIELDSET: "group", IMG: "img", OUTPUT: "status", TBODY: "rowgroup" };
  // Around a footer that is not the page's own.
  const PARTS = "article, section, aside, form, fieldset, dialog, [role=dialog], main";
  const roleOf = el => {
    const given = (el.getAttribute("role") || "").trim().split(/\s+/)[0].toLowerCase();
    if (given && given !== "presentation" && given !== "none") return given;
    if (el.tagName === "A") return el.hasAttribute("href") ? "link" : "";
    if (el.tagName === "INPUT") return TYPES[el.type] ?? "textbox";
    if (/^H[1-6]$/.test(el.tagName)) return "heading";
    if (el.tagName === "FOOTER" && el.parentElement?.closest(PARTS)?.matches(":not(main)")) return "";
    return TAGS[el.tagName] || "";
  };
  const CONTROLS = new Set(["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "menuitemradio", "menuitemcheckbox",
                            "option", "combobox", "textbox", "searchbox", "slider", "treeitem"]);
  // What may have the focus, so that a keyboard can move about or scroll in it, and is not therefore to be pressed.
  const FOCUSABLE = new Set(["dialog", "alertdialog", "main", "tabpanel", "document", "heading", "grid", "treegrid", "table",
                             "rowgroup", "row", "cell", "gridcell", "columnheader", "rowheader"]);

  // The words of an element, also of a hidden one; those in boxes of their own do not run together.
  const wordsIn = el => el?.innerText || el?.textContent || "";
  const byIds = (el, attr) => (el.getAttribute(attr) || "").split(/\s+/).filter(Boolean)
    .map(id => wordsIn(el.getRootNode().getElementById?.(id))).join(" ");
  const labelOf = el => {
    const referred = byIds(el, "aria-labelledby");
    if (referred.trim()) return referred;
    const aria = el.getAttribute("aria-label");
    if (aria && aria.trim()) return aria;
    if (el.labels && el.labels.length) {
      const inside = el.tagName === "SELECT" ? wordsIn(el) : "";  // its options are no part of its name
      return [...el.labels].map(label => label.contains(el) ? wordsIn(label).replace(inside, " ") : wordsIn(label)).join(" ");
    }
    if (el.tagName === "INPUT" && ["button", "submit", "reset"].includes(el.type)) return el.value || (el.type === "submit" ? "Submit" : "");
    const alt = el.getAttribute("alt");
    if (alt) return alt;
    return el.getAttribute("title") || el.getAttribute("placeholder") || "";
  };

  const labeled = el => el.tagName.toLowerCase() === "svg" ? el.querySelector("title")?.textContent || el.getAttribute("aria-label") || "" : labelOf(el);

  const isDisabled = (el, style) => el.matches?.(":disabled") || !!el.closest("[aria-disabled=true],[inert]")
    || style.cursor === "not-allowed" || (style.pointerEvents === "none" && el.tagName !== "INPUT");
  const checkedOf = el => {
    if (el.tagName === "INPUT" && (el.type === "checkbox" || el.type === "radio")) return el.indeterminate ? "mixed" : String(el.checked);
    return el.getAttribute("aria-checked") ?? el.getAttribute("aria-pressed");
  };
  const isSecret = el => el.type === "password" || /one-time-code|password/.test(el.autocomplete || "");
  const valueOf = el => {
    if (el.tagName === "SELECT") return el.selectedOptions[0]?.textContent ?? "";
    if ((el.tagName === "INPUT" || el.tagName === "TEXTAREA") && !isSecret(el) && !["checkbox", "radio", "button", "submit"].includes(el.type)) return el.value;
    return null;
  };
  const FIELD = el => ({ type: el.type || "text", auto: el.autocomplete || "", readonly: !!el.readOnly, max: el.maxLength ?? -1,
                         field: el.name || "", hint: el.placeholder || "", ...(isAway(el) ? { away: 1 } : {}) });

  // What a label may hold beside its own field.
  const OTHERS = "a[href], button, select, textarea, [role=button], [role=link]";
  // Where `el` is pressed: in its middle. The middle of a text that wraps, or changes element, may lie beside it or in a gap
  // of it, so there it is the middle of its largest piece.
  const middleOf = (el, box) => {
    let at = box;
    const pieces = el.tagName === "LABEL" && el.querySelector(OTHERS) ? [] : el.getClientRects();
    for (const one of pieces) if (at === box || one.width * one.height > at.width * at.height) at = one;
    return [at.left + at.width / 2, at.top + at.height / 2];
  };
  const hitAt = (el, box) => {
    const own = windowOf(el), [left, top] = offsetOf(el);
    let [x, y] = middleOf(el, box);
    if (x < 0 || y < 0 || x >= own.innerWidth || y >= own.innerHeight) return null;
    x += left; y += top;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return null;
    let hit = document.elementFromPoint(x, y) ?? undefined;
    for (;;) {
      if (hit?.contentDocument) { const [atX, atY] = originOf(hit); x -= atX; y -= atY; }
      const inner = (hit?.shadowRoot ?? hit?.contentDocument)?.elementFromPoint(x, y);
      if (!inner || inner === hit) return hit;
      hit = inner;
    }
  };
  // Whether a pointer in the middle of `el` would be over it; null if its middle is outside of the window.
  const isHit = (el, hit) => {
    if (hit === null) return null;
    for (let up = hit; up; up = up.assignedSlot || up.parentNode || up.host || up.defaultView?.frameElement) if (up === el) return true;
    // A hit on words that are slotted into the control's shadow root is reported as one on its host.
    for (let root = el.getRootNode(); root.host; root = root.host.getRootNode()) if (root.host === hit) return true;
    return false;
  };
  const isTop = (el, box) => {
    const hit = hitAt(el, box), top = isHit(el, hit);
    return top === false && hit && el.labels ? [...el.labels].some(label => label.contains(hit)) : top;
  };

  const children = el => {
    if (el.shadowRoot) { observe(el.shadowRoot); return el.shadowRoot.childNodes; }
    if (el.tagName === "IFRAME") return framed(el);
    if (el.tagName === "SLOT") { const given = el.assignedNodes(); return given.length ? given : el.childNodes; }
    return el.childNodes;
  };
  const isToggle = el => el.tagName === "INPUT" && (el.type === "checkbox" || el.type === "radio");
  // Beside the toggle that a person sees, component libraries keep an invisible native one: it does not count.
  const isTwin = el => isToggle(el) && (el.closest("[aria-hidden=true]") || el.tabIndex < 0)
    && getComputedStyle(el).pointerEvents === "none";

  // Whether clipping leaves nothing visible: it cuts off half or more on each side, or its right edge lies left of its left one.
  const cutOff = style => {
    const [, top, right, bottom, left] = /rect\(([\d.]+)px,? ([\d.]+)px,? ([\d.]+)px,? ([\d.]+)px\)/.exec(style.clip) ?? [];
    return /^inset\((?:[5-9]\d|100)(?:\.\d+)?%\)/.test(style.clipPath) || (top !== undefined && (+right <= +left || +bottom <= +top));
  };
  const clips = (style, box) => style.display !== "contents"
    && ((/hidden|clip/.test(style.overflowX + style.overflowY) && (box.width < 2 || box.height < 2)) || cutOff(style));
  const clippedBy = el => el && clips(getComputedStyle(el), el.getBoundingClientRect());
  // What a person presses for `el`: the element itself; for a toggle that a library hides, its label or the box that paints it.
  const painted = el => { const box = el.getBoundingClientRect(); return box.width > 1 && box.height > 1 && el.checkVisibility({ checkVisibilityCSS: true }); };
  // The middle of a label with several lines or boxes may lie between its parts.
  const within = label => [label, ...label.querySelectorAll(":not(a, a *, button, button *, input, select, textarea)")]
    .find(part => painted(part) && isTop(part, part.getBoundingClientRect()) !== false) ?? label;
  const pressTarget = (el, box) => {
    if (!isToggle(el) && !(el.labels?.length && ["switch", "checkbox", "radio"].includes(roleOf(el)))) return el;
    const isOff = box.right + windowOf(el).scrollX <= 0 || box.bottom + windowOf(el).scrollY <= 0;
    const pressable = painted(el) && !isOff && !clippedBy(el.parentElement) && getComputedStyle(el).pointerEvents !== "none";
    if (pressable && isHit(el, hitAt(el, box)) !== false) return el;
    const label = el.labels && [...el.labels].find(painted);
    return label ? within(label) : (el.parentElement && painted(el.parentElement) ? el.parentElement : el);
  };

  // Whether nobody can press a toggle, itself or by what paints it: it is in a drawer that is closed.
  const isPutAway = (el, box, floating) => {
    const pressed = pressTarget(el, box), { left, right } = pressed.getBoundingClientRect();
    return !painted(pressed) || (floating && (right <= 0 || left >= windowOf(el).innerWidth));
  };

  // Some libraries paint the chosen value themselves and lay the real select over it, fully transparent. Code fields do the
  // same: one real input lies over boxes that show its digits. A transparent input over anything else is a trap for robots.
  const isDrawn = (one, box) => {
    const at = one.getBoundingClientRect(), style = getComputedStyle(one);
    const within = at.left >= box.left - 4 && at.right <= box.right + 4 && at.top >= box.top - 4 && at.bottom <= box.bottom + 4;
    return within && at.width >= 10 && at.height >= 14 && painted(one)
      && (parseFloat(style.borderBottomWidth) > 0 || style.boxShadow !== "none" || !/, 0\)$/.test(style.backgroundColor));
  };
  const liesOverBoxes = (el, box) => {
    const around = el.parentElement?.parentElement ?? el.parentElement, sizes = {};
    for (const one of around?.querySelectorAll("*") ?? []) {
      if (one === el || !isDrawn(one, box)) continue;
      const size = `${Math.round(one.offsetWidth)} ${Math.round(one.offsetHeight)}`;
      sizes[size] = (sizes[size] ?? 0) + 1;
    }
    return Object.values(sizes).some(alike => alike >= 4 && alike <= 10);
  };
  const isPaintedOver = (el, style, box) => style.opacity === "0" && style.visibility === "visible"
    && (el.tagName === "SELECT" || el.tagName === "INPUT" && !isToggle(el) && liesOverBoxes(el, box))
    && el.parentElement?.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && isHit(el, hitAt(el, box)) !== false;

  // Whether no person can see the field: it is off the page, clipped, nearly transparent, or a few pixels large.
  const TINY = 4, FAINT = 0.1;
  const isAway = el => {
    const box = el.getBoundingClientRect(), page = el.ownerDocument.scrollingElement ?? el.ownerDocument.documentElement;
    let { left, top, right, bottom } = box, opacity = 1, position = "", style = getComputedStyle(el);
    if (isPaintedOver(el, style, box)) return false;
    if (right + scrollX <= 0 || bottom + scrollY <= 0) return true;
    if (left + scrollX >= Math.max(page.scrollWidth, innerWidth) || top + scrollY >= Math.max(page.scrollHeight, innerHeight)) return true;
    for (let at = el; at?.nodeType === 1 && at.tagName !== "BODY"; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
      style = getComputedStyle(at);
      opacity *= Number(style.opacity) * (/opacity\(0?(\.0\d*|0%?)\)/.test(style.filter) ? 0 : 1);
      if (cutOff(style) || /circle\(0|ellipse\(0|polygon\(0\S* 0\S*(, 0\S* 0\S*)+\)/.test(style.clipPath)) return true;
      const holds = position !== "fixed" && !(position === "absolute" && style.position === "static");
      if (at !== el && holds && /hidden|clip/.test(style.overflowX + style.overflowY)) {
        const edge = at.getBoundingClientRect();
        left = Math.max(left, edge.left); right = Math.min(right, edge.right);
        top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom);
      }
      if (at === el || holds) position = style.position;
    }
    return opacity < FAINT || right - left <= TINY || bottom - top <= TINY;
  };

  // A bar with a value measures something, such as usage; one without a value shows that the page is loading.
  const isEndless = (el, role) => role === "progressbar" && !el.hasAttribute("aria-valuenow") && !(el.position >= 0);

  const range = document.createRange();
  const linesOf = text => { range.selectNodeContents(text); return [...range.getClientRects()].filter(line => line.width && line.height); };
  const around = lines => {
    const left = Math.min(...lines.map(line => line.left)), top = Math.min(...lines.map(line => line.top));
    return { left, top, width: Math.max(...lines.map(line => line.right)) - left, height: Math.max(...lines.map(line => line.bottom)) - top };
  };
  // Whether a person sees two words in two runs of text that follow each other: there is a gap between them in one line,
  // or they are in two lines with the edge of a box between them. A word that only wraps, or changes element, is one word.
  const PARTED = new Set(["BR", "HR", "TD", "TH", "SUP", "SUB"]);
  const parts = (last, first, edge) => {
    if (edge === "hard") return true;
    const shared = Math.min(last.bottom, first.bottom) - Math.max(last.top, first.top);
    if (shared < Math.min(last.height, first.height) / 2) return edge === "box";
    const apart = Math.max(first.left - last.right, last.left - first.right), size = Math.min(last.height, first.height);
    return apart > 0.12 * size || apart < -0.5 * size;
  };
  // A font of pictures draws the name of one, such as "more_vert", as a single sign: nobody reads a word there. Its letters
  // share the width of that sign equally, and each is narrower than any letter of a font where all are equally wide.
  const isDrawing = text => {
    const name = text.data.trim(), from = text.data.indexOf(name);
    if (!/^[a-z][a-z0-9_]{2,40}$/.test(name)) return false;
    range.selectNodeContents(text);
    const { height } = range.getBoundingClientRect();
    const shares = [...name].map((_, at) => {
      range.setStart(text, from + at); range.setEnd(text, from + at + 1);
      return range.getBoundingClientRect().width;
    });
    const widest = Math.max(...shares);
    return widest < 0.4 * height && widest * name.length < 1.5 * height && widest - Math.min(...shares) < 0.1;
  };
  const isPainted = style => style.backgroundImage !== "none" || !/^rgba\(.*, 0\)$/.test(style.backgroundColor);
  const isInk = style => !/^rgba\(.*, 0\)$/.test(style.webkitTextFillColor) || style.backgroundClip === "text" || style.textShadow !== "none";

  const walkPage = () => {
    const out = [];
    let left = scrollX, top = scrollY;  // read once: each access makes the browser compute the layout
    const round = box => [Math.round(box.left + left), Math.round(box.top + top), Math.round(box.width), Math.round(box.height)];
    // What is put far beside the beginning of the page is for screen readers: nobody can scroll to it.
    const isParked = (style, box) => /absolute|fixed/.test(style.position) && style.direction === "ltr"
      && ((parseFloat(style.left) <= -999 && box.right + left <= 0) || (parseFloat(style.top) <= -999 && box.bottom + top <= 0));
    let busy = false, last = null, edge = "", scrolled = false;
    const cross = (el, boxed) => { if (PARTED.has(el.tagName)) edge = "hard"; else if (boxed) edge ||= "box"; };
    const walk = (el, parent, pointer, clipped, floats) => {
      if (SKIP.has(el.tagName)) return;
      const style = getComputedStyle(el);
      if (style.display === "none") return;
      const box = el.getBoundingClientRect();
      const shown = style.display === "contents" || el.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || isPaintedOver(el, style, box);
      if (!shown && !isToggle(el) && (style.opacity === "0" || style.contentVisibility === "hidden")) return;
      if (isTwin(el)) return;
      const frame = el.tagName === "IFRAME", hides = clips(style, box) || (frame && (box.width < 2 || box.height < 2));
      // Drawers and sheets are parked beside the window, where nobody can scroll to them.
      const fixed = style.position === "fixed", floating = floats || fixed;
      const beside = floating && box.width > 0 && box.height > 0
        && (box.right <= 0 || box.left >= windowOf(el).innerWidth || fixed && (box.bottom <= 0 || box.top >= windowOf(el).innerHeight));
      const parked = box.width > 0 && box.height > 0 && isParked(style, box);
      const role = roleOf(el);
      const clickable = style.cursor === "pointer";
      const tabbable = el.hasAttribute("tabindex") && el.tabIndex >= 0 && !FOCUSABLE.has(role);
      const checked = checkedOf(el);
      const control = !(checked !== null && isPutAway(el, box, floating))
        && (CONTROLS.has(role) || (clickable && !pointer && role !== "label") || el.hasAttribute("onclick") || tabbable);
      const svg = el.tagName.toLowerCase() === "svg";
      const node = { id: idOf(el), p: parent, tag: el.tagName.toLowerCase(), role };
      if (style.display !== "inline" && style.display !== "contents") node.block = 1;
      if (/fixed|sticky/.test(style.position)) node.over = 1;
      const label = labeled(el);
      if (label.trim()) node.label = label;
      if (control) {
        node.control = 1;
        if (el.ownerDocument !== document) node.framed = 1;
        if (isDisabled(el, style)) node.off = 1;
        const about = byIds(el, "aria-describedby") || el.getAttribute("aria-description") || el.getAttribute("title");
        if (about?.trim()) node.about = about;
        if (checked !== null) node.checked = checked;
        if (el.getAttribute("aria-pressed") !== null) node.pressed = 1;
        const popup = el.getAttribute("aria-haspopup");
        if (popup && popup !== "false") node.popup = popup;
        const expanded = el.getAttribute("aria-expanded");
        if (expanded) node.expanded = expanded;
        if (el.getAttribute("aria-selected") === "true" || /page|true|location/.test(el.getAttribute("aria-current") || "")) node.selected = 1;
        if (el.href) node.href = String(el.href.baseVal ?? el.href);
        const pressed = pressTarget(el, box);
        node.top = pressed === el ? isTop(el, box) : isTop(pressed, pressed.getBoundingClientRect());
        if (!shown || box.width < 2 || box.height < 2 || clipped) node.ghost = 1;
        if (["textbox", "searchbox", "combobox"].includes(role)) node.input = FIELD(el);
      }
      const value = valueOf(el);
      if (value) node.value = value;
      if (role === "heading") node.level = Number(el.getAttribute("aria-level") || el.tagName.slice(1)) || 0;
      node.box = round(box);
      node.seen = shown && !clipped && !hides && !beside && !parked && style.visibility === "visible" ? 1 : 0;
      if (el.getAttribute("aria-busy") === "true" || (isEndless(el, role) && node.seen && box.width > 1 && box.height > 1)) busy = true;
      if (node.seen && !el.firstElementChild && isPainted(style)) node.paint = 1;
      const at = out.length;
      out.push(node);
      if (node.seen) cross(el, node.block);
      if (!svg && el.tagName !== "SELECT" && el.tagName !== "TEXTAREA") {
        const folded = el.tagName === "DETAILS" && !el.open;  // only its elements know that they are not shown
        const seen = node.seen && isInk(style), dropsSpaces = /flex|grid/.test(style.display);
        const [x, y] = frame ? originOf(el) : [0, 0];
        // What a person has scrolled away, or can scroll back to, is still there.
        const before = scrolled;
        scrolled ||= !frame && /auto|scroll/.test(style.overflowX + style.overflowY) && (el.scrollTop !== 0 || el.scrollLeft !== 0);
        left += x; top += y;
        for (const kid of children(el)) {
          if (kid.nodeType === 3) text(kid, at, seen && !folded, dropsSpaces);
          else if (kid.nodeType === 1) walk(kid, at, clickable, clipped || hides || beside || parked, floating);
        }
        left -= x; top -= y; scrolled = before;
      }
      if (node.seen) cross(el, node.block);
    };
    const text = (node, parent, seen, dropsSpaces) => {
      const run = { id: 0, p: parent, tag: "#", text: node.data };
      if (!node.data.trim()) { if (out.length && node.data && !dropsSpaces) out.push({ ...run, text: " " }); return; }
      if (!seen) { out.push({ ...run, hid: 1 }); return; }
      const lines = linesOf(node), box = lines.length ? around(lines) : { left: 0, top: 0, width: 0, height: 0 };
      run.box = round(box);
      const lost = !scrolled && (box.left + box.width + left < 0 || box.top + box.height + top < 0);
      if (box.width < 1 || box.height < 1 || lost || isDrawing(node)) run.hid = 1;
      else {
        if (last && parts(last, lines[0], edge)) run.gap = 1;
        last = lines.at(-1);
        edge = "";
      }
      out.push(run);
    };
    if (document.body) walk(document.body, -1, false, false, false);
    return { nodes: out, url: location.href, title: document.title, ready: document.readyState, busy,
             still: performance.now() - changedAt, worked, moves, width: innerWidth };
  };

  // The nodes that were returned last, and their number. A caller who already has that number does not get them again.
  let given = "", number = 0;
  const read = ([had, frames]) => {
    inFrames = frames;
    const { nodes, ...around } = walkPage(), text = JSON.stringify(nodes), same = had === number && text === given;
    if (!same) { given = text; number += 1; }
    return `{"nodes":${same ? "[]" : text},${JSON.stringify({ ...around, same, number }).slice(1)}`;
  };

  const element = id => elements.get(id)?.deref() ?? null;
  const pressTargetOf = id => { const el = element(id); return el && pressTarget(el, el.getBoundingClientRect()); };
  // Where to press it, from its upper left corner; null for a box, which has but one middle.
  const pressPointOf = id => {
    const el = pressTargetOf(id);
    if (!el || getComputedStyle(el).display !== "inline") return null;
    const box = el.getBoundingClientRect(), [x, y] = middleOf(el, box);
    return { x: x - box.left, y: y - box.top };
  };
  // Resolves at the first change of the document after a snapshot that counted `seen` changes, or after `ms`. The result
  // is whether the page is at rest then: a page that does not change may still be computing what it will show. Chromium
  // lets no page be idle for some time after a press, so nobody waits for that without `asksForRest`.
  const AT_WORK = 200, DRAWN = 16, SOON = 50;
  // How often, in milliseconds, it is noted that the page is idle: a change after that does not come from earlier work.
  const AGAIN = 40;
  const change = (ms, seen, asksForRest) => new Promise(done => {
    let over = false;
    const note = () => requestIdleCallback(() => { restedAt = performance.now(); if (!over) setTimeout(note, AGAIN); });
    const end = atRest => { over = true; done(atRest); };
    const rest = timeout => requestIdleCallback(({ didTimeout }) => end(!didTimeout), { timeout });
    const timer = setTimeout(() => asksForRest ? rest(AT_WORK) : end(false), ms);
    note();
    wake = () => { wake = null; clearTimeout(timer); setTimeout(() => rest(SOON), DRAWN); };
    if (seen !== null && seen !== moves) wake();
  });

  // The names of the months in the languages of the page and of the person, as in dates; 0 for a name that two months share.
  const months = () => {
    const names = {};
    const note = (locale, month, day, at) => {
      const parts = new Intl.DateTimeFormat(locale, { calendar: "gregory", timeZone: "UTC", month, day, year: day }).formatToParts(Date.UTC(2024, at, 15));
      const name = parts.find(part => part.type === "month")?.value.toLowerCase().replace(/\.$/, "");
      if (name && !/^\d+$/.test(name)) names[name] = (names[name] ?? at + 1) === at + 1 ? at + 1 : 0;
    };
    for (const locale of new Set([document.documentElement.lang, ...navigator.languages, "en-US"])) {
      try {
        for (const month of ["long", "short"]) for (const day of [undefined, "numeric"]) for (let at = 0; at < 12; at++) note(locale, month, day, at);
      } catch { /* no language */ }
    }
    return names;
  };

  const mark = id => element(id)?.setAttribute("data-cancelbot-mark", "");
  const unmark = id => element(id)?.removeAttribute("data-cancelbot-mark");

  return { read, countChanges, idOf, element, pressTargetOf, pressPointOf, change, months, mark, unmark, SKIP, OTHERS, children, labelOf, labeled, isDrawing };
}
