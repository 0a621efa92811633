// Buttons for optOut, optIn, and an event that arrives only when opted in.

import { problemWith } from "./tag.js";

const answer = document.querySelector("[data-answer]");
const optedOut = document.querySelector("[data-opted-out]");

function showChoice() {
  if (!problemWith("hasOptedOut")) optedOut.textContent = String(window.periscale.hasOptedOut());
}

function on(selector, method, act) {
  document.querySelector(selector).addEventListener("click", () => {
    answer.textContent = problemWith(method);
    if (!answer.textContent) answer.textContent = act(window.periscale);
    showChoice();
  });
}

on("[data-opt-out]", "optOut", (periscale) => {
  periscale.optOut();
  return "Opted out. Events are dropped from now on.";
});
on("[data-opt-in]", "optIn", (periscale) => {
  periscale.optIn();
  return "Opted in. Events are sent again.";
});
on("[data-try]", "track", (periscale) => {
  periscale.track("opt-out demo");
  periscale.flush();
  return "track() was called. See whether it arrives in the list.";
});
// Another tab may change the choice.
addEventListener("storage", showChoice);
showChoice();
