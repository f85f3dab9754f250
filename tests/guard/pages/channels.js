// Every way that is known by which a page can write. Each one writes to /w/<tag>/<its name>, where the witness counts
// it; those that speak no HTTP write to a port of their own. `tryAll` runs them, `outcome` says what the page saw.
"use strict";
const query = new URLSearchParams(location.search), tag = query.get("tag"), other = query.get("other");
const ports = JSON.parse(query.get("ports"));
const at = name => `/w/${tag}/${name}`, to = (page, name) => `/${page}?${tag}/${name}`, POST = { method: "POST", body: "x" };
const wss = name => location.origin.replace("http", "ws") + at(name);

const frame = (set = () => {}) => {
  const made = document.createElement("iframe");
  set(made);
  document.body.append(made);
  return made;
};
const form = (name, more = {}, doc = document) => {
  const made = Object.assign(doc.createElement("form"), { method: "post", action: location.origin + at(name), ...more });
  doc.body.append(made);
  return made;
};
const script = text => `<script>${text}<\/script>`;
const autoForm = name => `<form id=f method=post action="${location.origin}${at(name)}"></form>` + script("f.submit()");
const poster = (name, more = "") => `fetch("${location.origin}${at(name)}", { method: "POST", mode: "no-cors" ${more}})`;
const speculate = rules => {
  const made = document.createElement("script");
  made.type = "speculationrules";
  made.textContent = JSON.stringify(rules);
  document.head.append(made);
};
// Resolves when the connection knows no further way to try.
const connect = (urls, Peer = RTCPeerConnection) => {
  const peer = new Peer({ iceServers: [{ urls, username: "x", credential: "x" }] });
  peer.createDataChannel("x");
  peer.createOffer().then(offer => peer.setLocalDescription(offer));
  return new Promise(done => { peer.onicegatheringstatechange = () => { if (peer.iceGatheringState === "complete") done(); }; });
};
const stun = name => `stun:127.0.0.1:${ports[name]}`, turn = name => `turn:127.0.0.1:${ports[name]}?transport=tcp`;

const channels = {
  "report": () => frame(f => { f.src = to("report", "report"); }),
  "report-embedder": () => frame(f => { f.src = to("report-embedder", "report-embedder"); }),
  "report-policy": () => frame(f => { f.src = to("report-policy", "report-policy"); }),
  "report-deprecation": () => frame(f => { f.src = to("report-deprecation", "report-deprecation"); }),
  "report-integrity": () => frame(f => { f.src = to("report-integrity", "report-integrity"); }),
  "fetch": () => fetch(at("fetch"), POST),
  "put": () => fetch(at("put"), { ...POST, method: "PUT" }),
  "patch": () => fetch(at("patch"), { ...POST, method: "PATCH" }),
  "delete": () => fetch(at("delete"), { method: "DELETE" }),
  "invented-method": () => fetch(at("invented-method"), { method: "PURGE" }),
  "lower-case-method": () => fetch(at("lower-case-method"), { ...POST, method: "patch" }),
  "query-method": () => fetch(at("query-method"), { ...POST, method: "QUERY" }),
  "fetch-topics": () => fetch(at("fetch-topics"), { ...POST, browsingTopics: true }),
  "fetch-attribution": () => fetch(at("fetch-attribution"), { ...POST, attributionReporting: { eventSourceEligible: false, triggerEligible: true } }),
  "fetch-shared-storage": () => fetch(at("fetch-shared-storage"), { ...POST, sharedStorageWritable: true }),
  "fetch-priority": () => scheduler.postTask(() => fetch(at("fetch-priority"), { ...POST, priority: "low" })),
  "no-cors": () => fetch(other + at("no-cors"), { ...POST, mode: "no-cors" }),
  "upload-stream": () => fetch(at("upload-stream"), { method: "POST", body: new Blob(["x"]).stream(), duplex: "half" }),
  "request-object": () => fetch(new Request(at("request-object"), { ...POST, keepalive: true })),
  "xhr": () => { const x = new XMLHttpRequest(); x.open("POST", at("xhr")); x.send("x"); },
  "xhr-sync": () => { const x = new XMLHttpRequest(); x.open("POST", at("xhr-sync"), false); x.send("x"); },
  "keepalive": () => fetch(at("keepalive"), { ...POST, keepalive: true }),
  "beacon": () => navigator.sendBeacon(at("beacon"), "x"),
  "beacon-of-prototype": () => Navigator.prototype.sendBeacon.call(navigator, at("beacon-of-prototype"), "x"),
  "fetch-later": () => fetchLater(at("fetch-later"), { ...POST, activateAfter: 50 }),
  "redirected": () => fetch(`/redirect/${tag}/redirected`, POST),

  "form-frame": () => form("form-frame", { target: frame(f => { f.name = "target"; }).name }).submit(),
  "form-new-tab": () => form("form-new-tab", { target: "_blank" }).submit(),
  "form-button": () => { const f = form("form-button", { target: frame(f => { f.name = "button"; }).name }); f.append(document.createElement("button")); f.firstChild.click(); },
  "form-requested": () => form("form-requested", { target: frame(f => { f.name = "requested"; }).name }).requestSubmit(),
  "form-action": () => {
    const f = form("form-action", { action: "/blank", method: "get", target: frame(made => { made.name = "action"; }).name });
    f.append(Object.assign(document.createElement("button"), { formAction: at("form-action"), formMethod: "post" }));
    f.firstChild.click();
  },
  "form-object": () => document.body.append(Object.assign(document.createElement("object"), { data: to("form", "form-object") })),
  "form-embed": () => document.body.append(Object.assign(document.createElement("embed"), { src: to("form", "form-embed"), type: "text/html" })),
  "form-script-url": () => frame(f => { f.src = `javascript:${JSON.stringify(autoForm("form-script-url"))}`; }),
  "form-fenced": () => { const f = document.createElement("fencedframe"); f.config = new FencedFrameConfig(location.origin + to("form", "form-fenced")); document.body.append(f); },
  "form-download": () => form("form-download?download", { target: frame(f => { f.name = "download"; }).name }).submit(),
  "form-blank-frame": () => form("form-blank-frame", {}, frame().contentDocument).submit(),
  "form-srcdoc": () => frame(f => { f.srcdoc = autoForm("form-srcdoc"); }),
  "form-sandboxed": () => frame(f => { f.sandbox = "allow-scripts allow-forms"; f.srcdoc = autoForm("form-sandboxed"); }),
  "form-sandboxed-url": () => frame(f => { f.sandbox = "allow-scripts allow-forms"; f.src = to("form", "form-sandboxed-url"); }),
  "form-data-url": () => frame(f => { f.src = "data:text/html," + encodeURIComponent(autoForm("form-data-url")); }),
  "form-blob-url": () => frame(f => { f.src = URL.createObjectURL(new Blob([autoForm("form-blob-url")], { type: "text/html" })); }),
  "form-foreign-frame": () => frame(f => { f.src = other + to("form", "form-foreign-frame"); }),
  "form-popup": () => form("form-popup", {}, open("about:blank", "_blank", "popup").document).submit(),
  "form-popup-page": () => open(to("form", "form-popup-page")),
  "form-noopener": () => open(to("form", "form-noopener"), "_blank", "noopener"),

  "blank-fetch": () => frame().contentWindow.fetch(at("blank-fetch"), POST),
  "blank-beacon": () => frame().contentWindow.navigator.sendBeacon(at("blank-beacon"), "x"),
  "blank-keepalive": () => frame().contentWindow.fetch(at("blank-keepalive"), { ...POST, keepalive: true }),
  "blank-later": () => frame().contentWindow.fetchLater(at("blank-later"), { ...POST, activateAfter: 50 }),
  "blank-socket": () => new (frame().contentWindow.WebSocket)(wss("blank-socket")),
  "srcdoc-fetch": () => frame(f => { f.srcdoc = script(poster("srcdoc-fetch")); }),
  "srcdoc-beacon": () => frame(f => { f.srcdoc = script(`navigator.sendBeacon("${location.origin}${at("srcdoc-beacon")}", "x")`); }),
  "sandboxed-fetch": () => frame(f => { f.sandbox = "allow-scripts"; f.srcdoc = script(poster("sandboxed-fetch")); }),
  "sandboxed-keepalive": () => frame(f => { f.sandbox = "allow-scripts"; f.srcdoc = script(poster("sandboxed-keepalive", ", keepalive: true")); }),
  "foreign-fetch": () => frame(f => { f.src = other + to("frame", "foreign-fetch"); }),
  "foreign-beacon": () => frame(f => { f.src = other + to("beacon", "foreign-beacon"); }),
  "removed-frame": () => { const f = frame(); f.contentWindow.fetch(at("removed-frame"), { ...POST, keepalive: true }); f.remove(); },
  "popup-fetch": () => open("about:blank").fetch(at("popup-fetch"), POST),
  "popup-beacon": () => open("about:blank").navigator.sendBeacon(at("popup-beacon"), "x"),
  "popup-keepalive": () => open("about:blank").fetch(at("popup-keepalive"), { ...POST, keepalive: true }),
  "picture-in-picture": () => documentPictureInPicture.requestWindow().then(made => made.fetch(at("picture-in-picture"), POST)),
  "popup-socket": () => new (open("about:blank").WebSocket)(wss("popup-socket")),

  "ping": () => Object.assign(document.createElement("a"), { href: "#ping", ping: at("ping") }).click(),
  "ping-area": () => {
    const area = Object.assign(document.createElement("area"), { href: "#area", ping: at("ping-area") });
    document.body.append(document.createElement("map"));
    document.body.lastChild.append(area);
    area.click();
  },
  "csp-report": () => frame(f => { f.src = to("csp", "csp-report"); }),
  "prerendered": () => speculate({ prerender: [{ urls: [to("frame", "prerendered")], eagerness: "immediate" }] }),

  "audio-worklet": () => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(to("worker.js", "audio-worklet")),
  "paint-worklet": () => CSS.paintWorklet.addModule(to("worker.js", "paint-worklet")),
  "storage-worklet": () => sharedStorage.worklet.addModule(to("worker.js", "storage-worklet")),
  "event-source": () => new EventSource(at("event-source")),
  "prefetched": () => speculate({ prefetch: [{ urls: [to("frame", "prefetched")], eagerness: "immediate" }] }),
  "attribution-source": () => Object.assign(document.createElement("img"), { attributionSrc: at("attribution-source") }),
  "bound-session": () => fetch(to("bound", "bound-session")),
  "private-token": () => fetch(at("private-token"), { ...POST, privateToken: { version: 1, operation: "token-request" } }),
  "auction": () => navigator.joinAdInterestGroup({ owner: location.origin, name: "x", lifetimeMs: 60000, updateURL: at("auction") }, 60),
  "topics": () => document.browsingTopics(),
  "federated": () => navigator.credentials.get({ identity: { providers: [{ configURL: location.origin + "/fedcm.json?" + tag, clientId: "x", nonce: "y" }] } }),

  "worker": () => new Worker(to("worker.js", "worker")),
  "worker-module": () => new Worker(to("worker.js", "worker-module"), { type: "module" }),
  "worker-blob": () => new Worker(URL.createObjectURL(new Blob([poster("worker-blob")]))),
  "worker-data": () => new Worker("data:text/javascript," + encodeURIComponent(poster("worker-data"))),
  "worker-xhr": () => new Worker(to("worker.js", "worker-xhr")),
  "worker-keepalive": () => new Worker(to("worker.js", "worker-keepalive")),
  "worker-socket": () => new Worker(to("worker.js", "worker-socket")),
  "worker-transport": () => new Worker(to("worker.js", "worker-transport") + "&" + ports["worker-transport"]),
  "worker-of-frame": () => new (frame().contentWindow.Worker)(to("worker.js", "worker-of-frame")),
  "worker-nested": () => new Worker(to("worker.js", "worker-nested")),
  "worker-nested-socket": () => new Worker(to("worker.js", "worker-nested-socket")),
  "shared-worker": () => new SharedWorker(to("worker.js", "shared-worker")),
  "shared-socket": () => new SharedWorker(to("worker.js", "shared-socket")),
  "shared-of-popup": () => new (open("about:blank").SharedWorker)(location.origin + to("worker.js", "shared-of-popup")),
  "service-worker": () => navigator.serviceWorker.register(to("worker.js", "service-worker"), { scope: "/one/" }),
  "service-socket": () => navigator.serviceWorker.register(to("worker.js", "service-socket"), { scope: "/two/" }),
  "service-of-frame": () => {
    const f = frame(made => { made.src = "/blank"; });
    return new Promise(done => { f.onload = done; }).then(() =>
      f.contentWindow.navigator.serviceWorker.register(to("worker.js", "service-of-frame"), { scope: "/three/" }));
  },
  "background-sync": () => navigator.serviceWorker.register(to("worker.js", "background-sync"), { scope: "/four/" }).then(made => new Promise(done => {
    const wait = () => made?.active ? done(made.sync.register("x")) : setTimeout(wait, 20);
    if (made) wait(); else done();
  })),
  "background-fetch": () => navigator.serviceWorker.register(to("worker.js", "background-fetch")).then(made => new Promise(done => {
    const wait = () => made?.active ? done(made.backgroundFetch.fetch("x", [new Request(at("background-fetch"), POST)])) : setTimeout(wait, 20);
    if (made) wait(); else done();
  })),

  "socket": () => new WebSocket(wss("socket")),
  "socket-stream": () => new WebSocketStream(wss("socket-stream")).opened,
  "transport": () => new WebTransport(`https://127.0.0.1:${ports.transport}/w/${tag}/transport`).ready,
  "rtc-stun": () => connect(stun("rtc-stun")),
  "rtc-turn": () => connect(turn("rtc-turn")),
  "rtc-of-frame": () => connect(turn("rtc-of-frame"), frame().contentWindow.RTCPeerConnection),
  "rtc-of-popup": () => connect(turn("rtc-of-popup"), open("about:blank").RTCPeerConnection),
  "rtc-set-later": () => { const peer = new RTCPeerConnection(); peer.setConfiguration({ iceServers: [{ urls: stun("rtc-set-later") }] }); peer.createDataChannel("x"); return peer.setLocalDescription(); },
};

const outcome = {};
const attempt = (name, act) => {
  try {
    const under = act(name);
    outcome[name] = "tried";
    if (under && under.then) under.then(() => { outcome[name] = "done"; }, e => { outcome[name] = String(e); });
  } catch (e) { outcome[name] = String(e); }
};
// The download service behind background fetches starts nothing for a page that popups have covered: so that goes first.
const tryAll = async () => {
  attempt("picture-in-picture", channels["picture-in-picture"]);
  attempt("background-fetch", channels["background-fetch"]);
  while (outcome["background-fetch"] === "tried") await new Promise(done => setTimeout(done, 10));
  for (const [name, act] of Object.entries(channels)) if (!outcome[name]) attempt(name, act);
};

// What is tried while leaving is told apart by how the page was left: ?left=navigating.
const left = query.get("left");
const leaving = {
  "pagehide-beacon": ["pagehide", name => navigator.sendBeacon(at(name), "x")],
  "pagehide-keepalive": ["pagehide", name => fetch(at(name), { ...POST, keepalive: true })],
  "pagehide-fetch": ["pagehide", name => fetch(at(name), POST)],
  "pagehide-later": ["pagehide", name => fetchLater(at(name), { ...POST, activateAfter: 60000 })],
  "visibility-beacon": ["visibilitychange", name => navigator.sendBeacon(at(name), "x")],
  "beforeunload-beacon": ["beforeunload", name => navigator.sendBeacon(at(name), "x")],
  "beforeunload-keepalive": ["beforeunload", name => fetch(at(name), { ...POST, keepalive: true })],
};
if (left) {
  for (const [name, [event, act]] of Object.entries(leaving))
    (event === "visibilitychange" ? document : window).addEventListener(event, () => attempt(`${name}-${left}`, act));
  fetchLater(at(`later-${left}`), { ...POST, activateAfter: 60000 });
  frame(f => { f.srcdoc = script(`addEventListener("pagehide", () => navigator.sendBeacon("${at(`srcdoc-pagehide-${left}`)}", "x"))`); });
}
