// A page written for Upscope.

import { offer } from "./vendor_demo.js";

offer([
  ["Who is connected", () => {
    Upscope("updateConnection", {
      uniqueId: "ann",
      identities: ["Ann", "ann@tea.example"],
      integrationIds: ["hubspot:42"],
      metadata: { plan: "pro" },
    });
  }],
  ["Clear what is known", () => Upscope("updateConnection", { tags: null, metadata: null })],
  ["A tag that is none", () => Upscope("updateConnection", { tags: ["#VIP", "vip"] })],
  ["Lookup code", () => new Promise((done) => Upscope("getLookupCode", done))],
  ["Short id", () => new Promise((done) => Upscope("getShortId", done))],
  ["Ask for an agent", () => Upscope("requestAgent")],
  ["A page view", () => Upscope("newPageview")],
  ["Someone else", () => Upscope("reset")],
]);
