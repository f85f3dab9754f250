// The handle by which a run opens and shuts the rules, and the list of what they applied to.
const matched = [];
let step = null;
chrome.declarativeNetRequest.onRuleMatchedDebug.addListener(({ request, rule }) => {
  matched.push({ method: request.method, url: request.url, rule: rule.ruleId, step });
});

// Resolves when the rules of the folder are in force: until then Chromium holds every call of this interface back.
self.ready = () => chrome.declarativeNetRequest.getEnabledRulesets();

// Session rules lie over those of the folder. Every number that may be in use is cleared, so nothing stays open.
const numbers = [200, 700].flatMap(first => Array.from({ length: 64 }, (_, at) => first + at));
self.setRules = async (rules, forStep) => {
  await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: numbers, addRules: rules });
  step = forStep;
};
// The tab that the browser's own interface calls by this name.
self.tabOf = async name => (await chrome.debugger.getTargets()).find(target => target.id === name)?.tabId ?? null;
self.matchedSince = at => matched.slice(at);
