// Shows calls of a vendor's API as code, runs them, and tells who the collector thinks this is.

import { problemWith } from "./tag.js";

const list = document.querySelector("[data-calls]");
const person = document.querySelector("[data-person]");

/** `calls` are pairs of a title and a function; its source is what the page shows. */
export function offer(calls) {
  for (const [title, call] of calls) {
    const [item, header, heading] = ["li", "header", "h2"].map((name) => document.createElement(name));
    const [code, answer] = ["pre", "p"].map((name) => document.createElement(name));
    const button = document.createElement("button");
    item.className = "card call";
    heading.textContent = title;
    button.className = "button";
    button.type = "button";
    button.textContent = "Run";
    button.setAttribute("aria-label", `Run: ${title}`);
    code.textContent = sourceOf(call);
    code.className = "code";
    code.tabIndex = 0;
    answer.role = "status";
    button.addEventListener("click", async () => {
      const problem = problemWith("flush");
      answer.textContent = problem || told(await call());
      await window.periscale?.flush();
      await showPerson();
    });
    header.append(heading, button);
    item.append(header, code, answer);
    list.append(item);
  }
  window.addEventListener("load", async () => {
    await window.periscale?.flush();
    await showPerson();
  });
}

/** The body of an arrow function, without what its place in the file has indented it by. */
function sourceOf(call) {
  const body = call.toString().replace(/^(async )?\(\) =>\s*/, "");
  const lines = body.startsWith("{") ? body.slice(1, -1).trim().split("\n") : body.split("\n");
  const indents = lines.slice(1).filter((line) => line.trim()).map((line) => line.search(/\S/));
  const indent = indents.length ? Math.min(...indents) : 0;
  return lines.map((line, i) => (i ? line.slice(indent) : line)).join("\n").replace(/^return /gm, "")
    .replace(/^\((.*)\)$/s, "$1");
}

function told(value) {
  return value === undefined ? "" : `It answers ${JSON.stringify(value)}`;
}

async function showPerson() {
  const id = window.periscale?.getDistinctId?.();
  if (!id) return;
  // Nobody is known before their first event, as after a reset; asking for them would be an error.
  const { events } = await (await fetch(`/events?distinct_id=${encodeURIComponent(id)}`)).json();
  const found = events.length && (await (await fetch(`/persons/${encodeURIComponent(id)}`)).json());
  person.textContent = found ? JSON.stringify(found, null, 2) : "The collector does not know you yet.";
}
