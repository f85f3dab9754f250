// Telemetry, by scenario: a page that posts by itself, now and then and when it is left.

import { boot } from "/assets/boot.js";

const address = `${boot.api_url}/v1/telemetry`;
const send = (event) => fetch(address, { method: "POST", body: JSON.stringify({ event, at: Date.now() }), keepalive: true }).catch(() => {});

send("page_view");
setInterval(() => send("heartbeat"), 1000);
addEventListener("click", () => send("click"), true);
addEventListener("pagehide", () => navigator.sendBeacon(address, JSON.stringify({ event: "pagehide" })));
document.addEventListener("visibilitychange", () => navigator.sendBeacon(address, JSON.stringify({ event: "visibility" })));
