// Lists that open below a button close again: by Escape, and by a press anywhere else.

export function closes(box, list) {
  document.addEventListener("pointerdown", (event) => { if (!event.composedPath().includes(box)) list.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") list.hidden = true; });
  return box;
}
