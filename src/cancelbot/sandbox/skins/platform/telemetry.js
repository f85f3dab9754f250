// What real sites report of themselves: every view and every click, by fetch, keepalive and beacon, to their own origin
// and to a third party; by scenario also at an interval.

import { boot } from "/assets/boot.js";

const THIRD = `${boot.telemetry_url}/v1/events`;

function send(event, ways) {
  const body = JSON.stringify({ event, path: location.pathname, at: Date.now() });
  const options = { method: "POST", body, mode: "no-cors" };
  for (const way of ways) way(body, options);
}

const own = (body, options) => { fetch("/ces/v1/t", options).catch(() => {}); };
const beacon = (body) => navigator.sendBeacon("/ces/v1/t", body);
const third = (body, options) => { fetch(THIRD, { ...options, keepalive: true }).catch(() => {}); };
const thirdBeacon = (body) => navigator.sendBeacon(THIRD, body);

function report() {
  const { pushState } = history;
  history.pushState = function push(...given) {
    pushState.apply(this, given);
    send("view", [own, third]);
  };
  send("view", [own, third]);
  addEventListener("click", () => send("click", [beacon, own, third]), true);
  addEventListener("pagehide", () => send("leave", [beacon, thirdBeacon]));
  document.addEventListener("visibilitychange", () => send("visibility", [thirdBeacon]));
}

if (boot.pages.telemetry) report();
if (boot.pages.telemetry_ms) setInterval(() => send("heartbeat", [own, third]), boot.pages.telemetry_ms);
