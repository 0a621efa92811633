// Keeps the page's live list of events up to date by asking the collector for what is new.

import { eventRow } from "./event_row.js";
import { distinctId, trackingRefusedByBrowser } from "./tag.js";

const POLL_MS = 1_500;
const POLL_AFTER_FAILURE_MS = 5_000;
const MAX_ROWS = 300;

const panel = document.querySelector("[data-live-events]");
const part = (name) => panel.querySelector(`[data-part="${name}"]`);
const isVisitorPanel = panel.dataset.liveEvents === "visitor";
const visitorIds = new Set();

let lastId = null;
let timer = null;
let isPaused = false;
let isAsking = false;

async function poll() {
  if (isAsking) return;
  isAsking = true;
  let delayMs = POLL_MS;
  try {
    const since = lastId === null ? "" : `?since=${lastId}&limit=${MAX_ROWS}`;
    const response = await fetch(`/events${since}`);
    if (!response.ok) throw new Error(`/events answered ${response.status}`);
    const { events, last_id } = await response.json();
    show(events.filter(isShownHere), lastId !== null);
    lastId = last_id;
    showState("live", "Live");
  } catch {
    showState("lost", "No answer, trying again");
    delayMs = POLL_AFTER_FAILURE_MS;
  } finally {
    isAsking = false;
  }
  schedule(delayMs);
}

function schedule(delayMs) {
  clearTimeout(timer);
  if (isPaused) return showState("paused", "Paused");
  if (document.hidden) return showState("paused", "Paused while hidden");
  timer = setTimeout(poll, delayMs);
}

function isShownHere(event) {
  if (!isVisitorPanel) return true;
  visitorIds.add(distinctId());
  const { distinct_id, $device_id, $anon_distinct_id } = event.properties;
  return [distinct_id, $device_id, $anon_distinct_id].some((id) => id && visitorIds.has(id));
}

function show(events, areNew) {
  const list = part("list");
  for (const event of events) {
    const row = eventRow(event);
    row.classList.toggle("is-new", areNew);
    list.prepend(row);
  }
  while (list.children.length > MAX_ROWS) list.lastChild.remove();
  if (areNew && events.length) {
    part("announcement").textContent =
      events.length === 1 ? `New event: ${events[0].event}` : `${events.length} new events`;
  }
  applyFilter();
}

function applyFilter() {
  const wanted = part("filter").value.trim().toLowerCase();
  let shown = 0;
  for (const row of part("list").children) {
    row.hidden = !row.dataset.eventName.toLowerCase().includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  const empty = part("empty");
  empty.hidden = shown > 0;
  empty.textContent = wanted ? `No event here has “${wanted}” in its name.` : emptyText;
}

function showState(state, text) {
  part("state").parentElement.dataset.state = state;
  part("state").textContent = text;
}

const emptyText = [part("empty").textContent, isVisitorPanel ? trackingRefusedByBrowser() : ""].join(" ").trim();

part("filter").addEventListener("input", applyFilter);
part("pause").addEventListener("click", (click) => {
  isPaused = !isPaused;
  click.currentTarget.setAttribute("aria-pressed", String(isPaused));
  click.currentTarget.textContent = isPaused ? "Resume" : "Pause";
  schedule(0);
});
document.addEventListener("visibilitychange", () => schedule(0));
applyFilter();
schedule(0);
