// The form that sends a custom event.

import { problemWith } from "./tag.js";

const form = document.querySelector("[data-event-form]");
const problem = document.querySelector("[data-problem]");
const answer = document.querySelector("[data-answer]");
const code = document.querySelector("[data-code]");

/** The properties typed in, or null when they are not a JSON object. */
function readProperties() {
  try {
    const properties = JSON.parse(form.elements.properties.value || "{}");
    return properties && typeof properties === "object" && !Array.isArray(properties) ? properties : null;
  } catch {
    return null;
  }
}

function check() {
  const name = form.elements.event.value;
  const properties = readProperties();
  form.elements.event.setAttribute("aria-invalid", String(!name));
  form.elements.properties.setAttribute("aria-invalid", String(!properties));
  if (!name) problem.textContent = "Give the event a name.";
  else if (!properties) problem.textContent = 'Properties must be a JSON object, such as {"size": "large"}.';
  else problem.textContent = "";
  if (name && properties) {
    code.textContent = `periscale.track(${JSON.stringify(name)}, ${JSON.stringify(properties, null, 2)});`;
  }
  return !problem.textContent;
}

form.addEventListener("input", check);
form.addEventListener("submit", (submit) => {
  submit.preventDefault();
  if (!check()) return;
  answer.textContent = problemWith("track");
  if (answer.textContent) return;
  window.periscale.track(form.elements.event.value, readProperties());
  answer.textContent = "Tracked. It goes out within ten seconds, or at once with Flush.";
});
document.querySelector("[data-flush]").addEventListener("click", async () => {
  answer.textContent = problemWith("flush");
  if (answer.textContent) return;
  await window.periscale.flush();
  answer.textContent = "Flushed.";
});
check();
