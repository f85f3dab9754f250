// One channel of a worker, named by its address: /worker.js?<tag>/<channel>.
const [path, port] = location.search.slice(1).split("&"), name = path.split("/")[1];
const at = location.origin + "/w/" + path.replace("-inside", ""), POST = { method: "POST", body: "x" };
const post = () => fetch(at, POST), socket = () => new WebSocket(at.replace("http", "ws"));
const inside = () => new Worker(`/worker.js?${path}-inside`);
const acts = {
  "worker-xhr": () => { const x = new XMLHttpRequest(); x.open("POST", at); x.send("x"); },
  "worker-keepalive": () => fetch(at, { ...POST, keepalive: true }),
  "worker-socket": socket,
  "shared-socket": socket,
  "service-socket": socket,
  "worker-transport": () => new WebTransport(`https://127.0.0.1:${port}/w/${path}`),
  "worker-nested": inside,
  "worker-nested-socket": inside,
  "worker-nested-socket-inside": socket,
  "background-sync": () => { addEventListener("install", () => skipWaiting()); addEventListener("sync", e => e.waitUntil(post())); },
  "background-fetch": () => { addEventListener("install", () => skipWaiting()); addEventListener("activate", e => e.waitUntil(clients.claim())); },
};
(acts[name] || post)();
