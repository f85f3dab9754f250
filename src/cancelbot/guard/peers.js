// Peer connections speak UDP and TCP by themselves, past every rule. With the relay policy and no relay they have no
// candidate of their own, so that not one packet leaves, while a page that only asks whether they exist is none the wiser.
(() => {
  const Native = self.RTCPeerConnection;
  if (!Native) return;
  const still = given => ({ ...given, iceServers: [], iceTransportPolicy: "relay" });
  const set = Native.prototype.setConfiguration;
  Native.prototype.setConfiguration = function setConfiguration(given) { return set.call(this, still(given)); };
  const Peer = new Proxy(Native, { construct: (target, [given], caller) => Reflect.construct(target, [still(given)], caller) });
  Native.prototype.constructor = Peer;
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) if (name in self) self[name] = Peer;
})();
