// The bot calls show, ask and patch; ask returns the person's answer. The page itself calls the bot only for Stop.
const cancelbot = {
  show(html) {
    const main = document.getElementById("main");
    main.innerHTML = html;
    const heading = main.querySelector("h1");
    heading.tabIndex = -1;
    this.title = heading.textContent;
    document.title = `${this.title} – cancelbot`;
    scrollTo(0, 0);
    const first = main.querySelector("[autofocus]");
    (first ?? heading).focus();
    const place = { H2: "start", INPUT: "center" }[first?.tagName];
    if (place) first.scrollIntoView({ block: place });
    this.since = Date.now();
  },
  ask(html) {
    return new Promise(answered => {
      this.answered = answered;
      this.show(html);
    });
  },
  patch(parts) {
    const elements = Object.keys(parts).map(id => document.getElementById(id));
    if (elements.includes(null)) return false;
    Object.values(parts).forEach((html, at) => {
      elements[at].innerHTML = html;
      if (elements[at].id === "words") this.since = Date.now();
      if (elements[at].id === "call") document.title = `${html ? "You are needed in the other tab" : this.title} – cancelbot`;
    });
    return true;
  },
};
function answer(given) {
  const answered = cancelbot.answered;
  cancelbot.answered = null;
  answered?.(given);
}
document.addEventListener("submit", event => {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(event.target, event.submitter));
  if (given.do === "stop") {
    event.submitter.textContent = "Stopping…";
    event.submitter.setAttribute("aria-disabled", "true");
    cancelbotStop(cancelbot.key);
  } else {
    answer(given);
  }
});

// A button with data-held answers with that word when it was held down by pointer or key for HOLD milliseconds.
const HOLD = 3000;
const hold = {
  begin(button) {
    this.end();
    this.button = button;
    button.classList.add("held");
    document.getElementById("holding").textContent = "Keep holding …";
    this.timer = setTimeout(() => answer({ do: button.dataset.held }), HOLD);
  },
  end() {
    if (!this.button) return;
    clearTimeout(this.timer);
    this.button.classList.remove("held");
    document.getElementById("holding")?.replaceChildren();
    this.button = null;
  },
};
const holdable = event => event.target.closest?.("button[data-held]");
const isPress = event => ["Enter", " "].includes(event.key);
document.addEventListener("pointerdown", event => event.button === 0 && holdable(event) && hold.begin(holdable(event)));
for (const kind of ["pointerup", "pointercancel", "pointerout"]) document.addEventListener(kind, () => hold.end());
addEventListener("contextmenu", () => hold.end());
addEventListener("blur", event => [window, hold.button].includes(event.target) && hold.end(), true);
document.addEventListener("keydown", event => {
  if (!isPress(event) || !holdable(event)) return;
  event.preventDefault();
  if (!event.repeat) hold.begin(holdable(event));
});
document.addEventListener("keyup", event => {
  if (!isPress(event) || !hold.button) return;
  const button = hold.button;
  event.preventDefault();
  hold.end();
  button.form.requestSubmit(button);  // a short press of the key does what a click does
});

// A click on a picture enlarges it, or makes it small again.
document.addEventListener("click", event => {
  const picture = event.target.closest("button.picture");
  if (picture) picture.setAttribute("aria-expanded", picture.getAttribute("aria-expanded") !== "true");
});

setInterval(() => {
  const clock = document.getElementById("clock");
  const seconds = Math.floor((Date.now() - cancelbot.since) / 1000);
  if (clock) clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}, 1000);
