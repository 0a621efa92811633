// Makes one row of the live list: a line to read, and the whole event as JSON behind a click.

const JSON_PARTS = /("(?:\\.|[^"\\])*")(\s*:)?/g;
const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

export function eventRow(event) {
  const row = element("li", "event");
  row.dataset.eventName = event.event;
  const details = element("details");
  details.append(summary(event));
  // Most rows are never opened, so the JSON is written on the first opening.
  details.addEventListener("toggle", () => details.append(json(event)), { once: true });
  row.append(details);
  return row;
}

function summary(event) {
  const time = element("time", "", TIME.format(new Date(event.received_at)));
  time.dateTime = event.received_at;
  const name = element("span", event.event.startsWith("$") ? "event-name" : "event-name is-custom", event.event);
  const about = element("span", "event-about", whatItIsAbout(event.properties));
  const visitor = element("span", "event-visitor", event.distinct_id.slice(-6));
  visitor.title = `Distinct id ${event.distinct_id}`;
  const line = element("summary");
  line.append(time, name, about, visitor);
  return line;
}

function whatItIsAbout(properties) {
  const about = properties.$el_text ?? properties.$pathname ?? "";
  return typeof about === "string" ? about : "";
}

function json(event) {
  const pre = element("pre");
  pre.tabIndex = 0;
  pre.role = "region";
  pre.setAttribute("aria-label", `${event.event} as JSON`);
  const text = JSON.stringify(event, null, 2);
  let end = 0;
  for (const match of text.matchAll(JSON_PARTS)) {
    const [, quoted, colon] = match;
    pre.append(text.slice(end, match.index), element("span", colon ? "json-key" : "json-text", quoted));
    end = match.index + quoted.length;
  }
  pre.append(text.slice(end));
  return pre;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
