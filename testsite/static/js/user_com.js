// A page written for User.com.

import { offer } from "./vendor_demo.js";

offer([
  ["A page view, with attributes", () => {
    UE.pageHit({
      apiKey: "demo",
      email: "ann@tea.example",
      favourites: ["oolong", "sencha"],
      event: { event_name: "Tea chosen", price: 5 },
    });
  }],
  ["An event", () => userengage("event.Order placed", { items: 2 })],
  ["A product event", () =>
    userengage("product_event", { product_id: "t-7", event_type: "add to cart", price: 4.5 })],
  ["More about them", () =>
    userengage("client.update", { first_name: "Ann", company: { name: "Tea & Co" } })],
  ["Open the widget", () => userengage("widget.open")],
  ["Close it", () => userengage("widget.close")],
  ["Log in", () => UE.pageHit({ apiKey: "demo", user_id: "ann" })],
  ["Log out", () => UE.resetAuth({ apiKey: "demo" })],
]);
