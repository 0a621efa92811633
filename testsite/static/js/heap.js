// A page written for Heap.

import { offer } from "./vendor_demo.js";

offer([
  ["Track an event", () => heap.track("Signup", { plan: "pro", price: { net: 10, gross: 12 } })],
  ["Say who it is", () => {
    heap.identify("ann@tea.example");
    heap.addUserProperties({ role: "buyer" });
    return heap.getIdentity();
  }],
  ["Properties of every event", () => {
    heap.addEventProperties({ theme: "dark" });
    heap.track("Theme changed");
  }],
  ["Their account", () => heap.addAccountProperties({ name: "Tea & Co", seats: 12 })],
  ["Call the queue by hand", () => heap.push(["track", "Pushed", { by: "hand" }])],
  ["Ids", () => ({ user: heap.getUserId(), session: heap.getSessionId() })],
  ["Log out", () => heap.resetIdentity()],
]);
