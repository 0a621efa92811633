// Uses everything that periscale.d.ts declares; each @ts-expect-error must be an error.
/// <reference path="./periscale.d.ts" />

periscale.init({
  apiKey: "sb_live_x",
  apiHost: "https://collector.example",
  autocapture: { clicks: true, changes: false, submits: true, rageClicks: true, deadClicks: true, text: false,
    cssSelectorAllow: [".shop"], cssSelectorDeny: ".admin" },
  capturePageview: "history",
  capturePageviewSearch: true,
  engagement: true,
  webVitals: true,
  errors: true,
  flushIntervalMs: 5000,
  flushAt: 10,
  maxStoredEvents: 500,
  maxStoredBytes: 500_000,
  sessionIdleMinutes: 15,
  cookieDomain: "example.com",
  persistence: "memory",
  respectDnt: false,
  respectGpc: true,
  maskText: true,
  maskUrl: (url) => url.replace(/secret/, ""),
  beforeSend: (event) => (event.event === "noise" ? null : { ...event, properties: { ...event.properties, a: 1 } }),
  compat: ["heap", "ue", "upscope", "people"],
  debug: true,
  sampleRate: 0.5,
  nonce: "abc",
});
periscale.init();
periscale.init({ compat: "heap ue" });
window.periscale.track("signup", { plan: "pro", items: [1, { two: new Date() }] });
periscale.page({ section: "docs" });
periscale.identify("user-1", { email: "a@example.com" });
periscale.alias("user-2");
periscale.alias("user-2", "user-1");
periscale.group("company", "acme", { seats: 3 });
periscale.setSuperProperties({ theme: "dark" });
periscale.unsetSuperProperty("theme");
const theme: unknown = periscale.getSuperProperties().theme;
periscale.optOut();
periscale.optIn();
const isOut: boolean = periscale.hasOptedOut();
const id: string | null = periscale.getDistinctId();
const session: string | null = periscale.getSessionId();
const version: string = periscale.version;
periscale.captureException(new Error("e"), { theme, isOut, id, session, version });
const off: () => void = periscale.on("*", ({ uuid, event, timestamp, properties }) => {
  console.log(uuid, event, timestamp, properties.$current_url);
});
off();
periscale.push(["track", "signup", {}], ["page"]);
periscale.reset();
const done: Promise<void> = periscale.flush();
const { track } = periscale;
track("detached");
void done;

// What customers have: types of their own, and values that may be missing.
interface Plan {
  plan: string;
  seats?: number;
}
class Order {
  id = 1;
  buyer: string | null = null;
}
declare const plan: Plan;
periscale.track("signup", plan);
periscale.track("ordered", new Order());
periscale.identify("user-1", plan);
periscale.group("company", "acme", plan);
periscale.setSuperProperties(plan);
periscale.captureException("e", plan);

// @ts-expect-error an event needs a name
periscale.track();
// @ts-expect-error there is no such method
periscale.trak("x");
// @ts-expect-error there is no such option
periscale.init({ apikey: "sb_live_x" });
// @ts-expect-error wrong type
periscale.init({ flushAt: "many" });
// @ts-expect-error not a persistence
periscale.init({ persistence: "disk" });
// @ts-expect-error the distinct id may be null
const certain: string = periscale.getDistinctId();
