// A page written for Infobip's people tracking.

import { offer } from "./vendor_demo.js";

const sdk = new PeopleTrackingSDK();

offer([
  ["Before init", () => sdk.track("Too early")],
  ["Init", () => sdk.init("demo")],
  ["Track an event", () => sdk.track("Tea chosen", { price: 5 })],
  ["Without properties of its own", () => sdk.track("Tea chosen", {})],
  ["Update the person", () => sdk.updatePerson({
    firstName: "Ann",
    gender: "female",
    contactInformation: { email: [{ address: "ann@tea.example" }] },
  })],
  ["Append to a list", () => sdk.appendToList("orders", { id: 7, price: 5 })],
  ["Log in, through another API", () => periscale.identify("ann")],
  ["Log out", () => periscale.reset()],
]);
