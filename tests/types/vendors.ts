// Uses everything that the vendors' declarations declare; each @ts-expect-error must be an error.
/// <reference path="./heap.d.ts" />
/// <reference path="./user_com.d.ts" />
/// <reference path="./upscope.d.ts" />
/// <reference path="./people_tracking.d.ts" />

heap.track("Signup", { plan: "pro" });
heap.identify(42);
heap.identifyHashed("x");
const identity: string | null = heap.getIdentity() ?? heap.identity;
heap.resetIdentity();
heap.addEventProperties({ a: 1 });
heap.setEventProperties({ a: 1 });
heap.removeEventProperty("a");
heap.unsetEventProperty("a");
heap.clearEventProperties();
heap.addUserProperties({ identity });
heap.addAccountProperties({ name: "Acme" });
heap.trackPageview();
heap.trackPageview({ title: "T", url: "https://x.test/", properties: {}, previous_page: "https://x.test/a" });
heap.addPageviewProperties({ section: "docs" });
heap.removePageviewProperty("section");
heap.clearPageviewProperties();
heap.onReady(() => heap.startTracking());
heap.stopTracking();
heap.addAdapter("x");
heap.addTransformer("t", (events) => events);
heap.addTransformerFn("t", ([event]) => (event ? [event] : []), "general");
heap.push(["track", "x"]);
const ids: string = heap.getSessionId() + heap.getUserId() + heap.userId + heap.appid + heap.envId;
const config: HeapConfig = { ...heap.config, ...heap.clientConfig, disableInteractionEvents: ["click"] };
void [ids, config, heap.loaded, window.heapReadyCb];

window.civchat = { apiKey: "k", state: "standard", email: "a@b.c", company: { name: "Acme" }, onLoad() {},
  onMessage: ({ content, isAdmin }) => void [content, isAdmin], unified_identification: true };
UE.pageHit({ apiKey: "k", plan: "pro", event: { event_name: "x", price: 5 } });
UE.resetAuth({ apiKey: "k", user_id: 5 });
UE.destroy();
userengage("event.Order placed", { n: 1 });
userengage("product_event", { product_id: 1, event_type: "view" });
userengage("client.update", { first_name: "Ann", multi: ["a", "b"] });
userengage("widget.open");

Upscope("init", { apiKey: "k", uniqueId: 5, autoconnect: false });
Upscope("updateConnection", { identities: "Ann", tags: ["#VIP"], integrationIds: null, metadata: {} });
Upscope("reset", false);
Upscope("getShortId", (id) => id.toUpperCase());
Upscope("on", "connection", "connectionReset", () => {});
Upscope("newPageview");
Upscope("sendCustomMessage", "hello");
Upscope("cancelAgentRequest");

const sdk = new PeopleTrackingSDK({ requireLiveChat: true });
sdk.init("k").then((result) => (result.success ? result.data : result.error.message));
void sdk.track("x", { a: 1 });
void sdk.updatePerson({ firstName: "Ann", contactInformation: { email: [{ address: "a@b.c" }] } });
void sdk.appendToList("orders", { id: 1 });

// What customers have: types of their own, and values that may be missing.
interface Plan {
  plan: string;
  seats?: number;
}
interface Account {
  apiKey: string;
  user_id: string | null;
  email: string | null;
  plan?: string;
}
class Order {
  product_id = 1;
  event_type = "order";
}
declare const plan: Plan;
declare const account: Account;
heap.track("Signup", plan);
heap.addUserProperties(plan);
heap.addEventProperties(new Order());
heap.addAccountProperties(plan);
heap.trackPageview({ properties: plan });
window.civchat = account;
UE.pageHit(account);
UE.pageHit({ apiKey: "k", company: plan, event: { event_name: "x", plan } });
UE.resetAuth(account);
userengage("event.Ordered", plan);
userengage("product_event", new Order());
userengage("client.update", account);
Upscope("init", { uniqueId: account.user_id, metadata: plan });
Upscope("on", "customMessage", (message: string) => message.trim());
void sdk.track("x", plan);
void sdk.appendToList("orders", plan);

// @ts-expect-error no such method
heap.trak("x");
// @ts-expect-error an event needs a name
heap.track();
// @ts-expect-error resetAuth needs the key each time
UE.resetAuth({ user_id: 5 });
// @ts-expect-error the prefix is mandatory
userengage("Order placed");
// @ts-expect-error both are required
userengage("product_event", { product_id: 1 });
// @ts-expect-error no such command
Upscope("open");
// @ts-expect-error no such field
void sdk.updatePerson({ nickname: "A" });
