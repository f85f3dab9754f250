// Runs before a page's own scripts, in every frame. Takes away what gets past routes, or turns it into what does not.
// `source` is this function as text, for the frames that start before any script can be put into them.
source => {
  const READS = ["GET", "HEAD", "OPTIONS"];
  let leaving = false;
  addEventListener("pagehide", () => { leaving = true; }, true);
  addEventListener("pageshow", () => { leaving = false; }, true);
  const unborn = () => self === self.top && self.opener && location.href === "about:blank";
  const writes = method => !READS.includes(String(method).toUpperCase());
  const out = method => (leaving || self.origin === "null" || unborn()) && writes(method);

  // What has no other use than to write behind the page's back, or is not known to any route.
  for (const name of ["SharedWorker", "WebTransport", "WebSocketStream", "fetchLater", "FetchLaterResult", "documentPictureInPicture"]) {
    delete self[name];
  }
  if (self.origin !== "null" && navigator.serviceWorker) {
    navigator.serviceWorker.register = () => Promise.reject(new DOMException("Service workers are off.", "SecurityError"));
  }

  // A page may be hidden because the browser quits, and what a route still holds when its connection ends goes out after
  // all. So the writes of a hidden page ask first whether they would pass, and without an answer nothing is sent.
  const { fetch } = self;
  const asks = method => self.document?.hidden && writes(method);
  const passes = async (method, url) => {
    const asked = new URL(url, document.baseURI);
    asked.hash = "";
    asked.search += `${asked.search ? "&" : "?"}may-write=${String(method).toUpperCase()}`;
    return await fetch.call(self, asked, { credentials: "omit" }).then(answer => answer.status === 299, () => false);
  };
  self.fetch = async function (input, given) {
    const plain = input instanceof Request && input.keepalive ? new Request(input, { keepalive: false }) : input;
    const method = given?.method ?? (input instanceof Request ? input.method : "GET");
    if (asks(method) && !await passes(method, plain.url ?? plain)) throw new TypeError("Failed to fetch");
    if (out(method)) throw new TypeError("Failed to fetch");
    return fetch.call(self, plain, given && { ...given, keepalive: false });
  };
  Navigator.prototype.sendBeacon = (url, body) => {
    self.fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body }).catch(() => 0);
    return true;
  };
  const { open, send } = XMLHttpRequest.prototype, opened = new WeakMap();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    opened.set(this, [method, url, rest[0] === false]);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const [method, url, waits] = opened.get(this) ?? ["GET"];
    if (out(method) || (waits && asks(method))) return;
    if (!asks(method)) return send.call(this, body);
    passes(method, url).then(yes => yes ? send.call(this, body) : this.dispatchEvent(new ProgressEvent("error")));
  };
  const { submit } = HTMLFormElement.prototype;
  HTMLFormElement.prototype.submit = function () { if (!out(this.method)) submit.call(this); };
  addEventListener("submit", event => { if (out(event.target.method)) event.preventDefault(); }, true);

  // A frame of `srcdoc` that is also sandboxed starts without waiting for anyone, so it brings its own copy of this.
  const srcdoc = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "srcdoc"), { setAttribute } = Element.prototype;
  const first = `<script>(${source})(${JSON.stringify(source).replaceAll("<", "\\u003c")})</` + "script>";
  Object.defineProperty(HTMLIFrameElement.prototype, "srcdoc", { ...srcdoc, set(text) { srcdoc.set.call(this, first + text); } });
  Element.prototype.setAttribute = function (name, text) {
    setAttribute.call(this, name, this.tagName === "IFRAME" && String(name).toLowerCase() === "srcdoc" ? first + text : text);
  };

  // A worker is out of reach of this script, so it gets one of its own first, which does the same and hands itself on.
  const inside = base => {
    for (const name of ["WebSocket", "WebSocketStream", "WebTransport", "SharedWorker"]) delete self[name];
    const whole = url => new URL(url, base).href;
    const { fetch, importScripts, Worker } = self, { open } = XMLHttpRequest.prototype;
    Object.defineProperty(self, "location", { value: new URL(base) });
    self.fetch = (input, given) => fetch(input instanceof Request ? input : whole(input), given);
    self.importScripts = (...urls) => importScripts.apply(self, urls.map(whole));
    XMLHttpRequest.prototype.open = function (method, url, ...rest) { return open.call(this, method, whole(url), ...rest); };
    if (Worker) self.Worker = guarded(Worker, base);
  };
  const guarded = (Native, base) => new Proxy(Native, {
    construct(target, [url, given], caller) {
      const script = JSON.stringify(new URL(url, base ?? document.baseURI).href);
      const blob = text => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      const first = `const inside = ${inside}, guarded = ${guarded}; inside(${script});`;
      const text = given?.type === "module" ? `import "${blob(first)}"; import ${script};` : `{ ${first} } importScripts(${script});`;
      return Reflect.construct(target, [blob(text), given], caller);
    },
  });
  if (self.Worker) self.Worker = guarded(self.Worker);
}
