// The bot calls show, ask and patch; the person's answer is what ask returns. Only Stop calls the bot.
const cancelbot = {
  show(html) {
    const main = document.getElementById("main");
    main.innerHTML = html;
    const heading = main.querySelector("h1");
    heading.tabIndex = -1;
    document.title = `${heading.textContent} – cancelbot`;
    scrollTo(0, 0);
    (main.querySelector("[autofocus]") ?? heading).focus();
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
    });
    return true;
  },
};
document.addEventListener("submit", event => {
  event.preventDefault();
  const answer = Object.fromEntries(new FormData(event.target, event.submitter));
  if (answer.do === "stop") {
    event.submitter.textContent = "Stopping…";
    event.submitter.setAttribute("aria-disabled", "true");
    cancelbotStop(cancelbot.key);
  } else if (cancelbot.answered) {
    const answered = cancelbot.answered;
    cancelbot.answered = null;
    answered(answer);
  }
});
setInterval(() => {
  const clock = document.getElementById("clock");
  const seconds = Math.floor((Date.now() - cancelbot.since) / 1000);
  if (clock) clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}, 1000);
