// A consent banner as a site would write it, and a view of what the browser holds.

import { problemWith } from "./tag.js";

const LOOK_AGAIN_MS = 500;
const MAX_VALUE_CHARS = 80;

const banner = document.querySelector("[data-banner]");
const answer = document.querySelector("[data-answer]");
const stored = document.querySelector("[data-stored]");
const nothingStored = document.querySelector("[data-nothing-stored]");

document.querySelector("[data-accept]").addEventListener("click", () => {
  answer.textContent = problemWith("init");
  if (answer.textContent) return;
  window.periscale.init({ apiKey: banner.dataset.demoApiKey });
  banner.hidden = true;
  answer.textContent = "Accepted: the tag has started.";
});
document.querySelector("[data-decline]").addEventListener("click", () => {
  banner.hidden = true;
  answer.textContent = "Declined: nothing was called, nothing will be sent.";
});
document.querySelector("[data-start-over]").addEventListener("click", () => {
  for (const [name] of cookies()) document.cookie = `${name}=; Max-Age=0; Path=/`;
  localStorage.clear();
  sessionStorage.clear();
  location.reload();
});

function cookies() {
  return document.cookie.split("; ").filter(Boolean).map((pair) => {
    const [name, ...value] = pair.split("=");
    return [name, value.join("=")];
  });
}

function look() {
  const rows = [
    ...cookies().map((pair) => ["cookie", ...pair]),
    ...Object.entries(localStorage).map((pair) => ["localStorage", ...pair]),
    ...Object.entries(sessionStorage).map((pair) => ["sessionStorage", ...pair]),
  ].map((row) => row.map((cell) => (cell.length > MAX_VALUE_CHARS ? `${cell.slice(0, MAX_VALUE_CHARS)}…` : cell)));
  const text = JSON.stringify(rows);
  if (text === stored.dataset.shown) return;
  stored.dataset.shown = text;
  stored.replaceChildren(...rows.map(tableRow));
  nothingStored.hidden = rows.length > 0;
}

function tableRow([where, name, value]) {
  const row = document.createElement("tr");
  const place = document.createElement("small");
  place.textContent = where;
  row.insertCell().append(name, place);
  row.insertCell().textContent = value;
  return row;
}

look();
setInterval(look, LOOK_AGAIN_MS);
