// The front page's two buttons: send an event, copy the snippet.

import { problemWith } from "./tag.js";

const answer = document.querySelector("[data-send-answer]");
const copy = document.querySelector("[data-copy]");
let sent = 0;

document.querySelector("[data-send]").addEventListener("click", () => {
  const problem = problemWith("track");
  if (problem) {
    answer.textContent = problem;
    return;
  }
  sent += 1;
  window.periscale.track("hello from the front page", { presses: sent });
  window.periscale.flush();
  answer.textContent = "Sent. It arrives in the list.";
});

copy.addEventListener("click", async () => {
  const snippet = document.querySelector("[data-snippet]");
  try {
    await navigator.clipboard.writeText(snippet.textContent);
    copy.textContent = "Copied";
  } catch {
    // No clipboard on plain http from another machine: select it for Ctrl+C instead.
    getSelection().selectAllChildren(snippet);
    copy.textContent = "Selected, press Ctrl+C";
  }
});
