// A page that does what pages do, and records into hostLog what it saw: the order of its event
// handlers, default actions, return values. Runs in odd surroundings: stands on little.

(() => {
  const log = (window.hostLog = []);
  const { stringify } = JSON;
  const note = (...parts) => {
    let text = "";
    for (let i = 0; i < parts.length; i++) text += `${i ? " " : ""}${parts[i]}`;
    Object.defineProperty(log, log.length, { value: text, enumerable: true });
  };
  const byId = (id) => document.getElementById(id);
  // `id` of a form may be one of its inputs.
  const nameOf = (node) => (node instanceof Element ? Element.prototype.getAttribute.call(node, "id") : "no element");

  new PerformanceObserver(() => (window.hostPainted = true)).observe({ type: "largest-contentful-paint", buffered: true });

  const KINDS = ["pointerdown", "mousedown", "mouseup", "click", "keydown", "input", "change", "submit", "focusin", "focusout"];
  const PLACES = { window, document, root: document.documentElement, body: document.body };
  for (const kind of KINDS)
    for (const place of Object.keys(PLACES))
      for (const capture of [true, false])
        PLACES[place].addEventListener(
          kind,
          (event) => note(kind, nameOf(event.target), "at", place, event.eventPhase, event.defaultPrevented, event.isTrusted),
          capture,
        );
  addEventListener("error", (event) => note("error event", event.message));
  addEventListener("unhandledrejection", (event) => note("rejection", event.reason.message));
  document.addEventListener("securitypolicyviolation", (event) => note("violation", event.violatedDirective, event.blockedURI));
  addEventListener("hashchange", () => note("hash", location.hash));
  addEventListener("popstate", () => note("popstate", location.hash));
  window.onerror = (message) => {
    note("onerror", message);
    return false;
  };

  const on = (id, kind, handler) => EventTarget.prototype.addEventListener.call(byId(id), kind, handler);
  // MooTools has an `Event` of its own.
  const made = (kind) => {
    const event = document.createEvent("Event");
    event.initEvent(kind, true, true);
    return event;
  };
  // Something changes at each click, so that none is a dead one.
  addEventListener("click", () => (byId("count").textContent = String(log.length)));
  on("stops", "click", (event) => {
    note("stops", event.cancelable);
    event.preventDefault();
    event.stopImmediatePropagation();
    byId("count").textContent = "stopped";
  });
  on("removes", "click", (event) => event.target.remove());
  on("fails", "click", () => {
    throw new Error("host error");
  });
  on("rejects", "click", () => {
    Promise.reject(new Error("host rejection"));
    setTimeout(() => note("later"), 50);
  });
  on("form", "submit", (event) => {
    for (const [name, value] of new FormData(event.target)) note("sends", name, value);
    note("submitter", nameOf(event.submitter));
    event.preventDefault();
  });
  byId("calls").onclick = () => {
    note("this", nameOf(byId("calls")), byId("calls").onclick.length);
    for (const key in []) note("array key", key);
    for (const key in {}) note("object key", key);
    note("text", stringify([1, { list: ["two"] }]), typeof JSON, typeof Date, typeof fetch);
    note("pushState", history.pushState({ a: 1 }, "", "#pushed"), history.state.a, location.hash);
    note("replaceState", history.replaceState({ a: 2 }, "", "#replaced"), history.state.a, location.hash);
    try {
      history.pushState({}, "", "https://elsewhere.test/");
    } catch (error) {
      note("pushState threw", error.name);
    }
    note("dispatched", byId("text").dispatchEvent(made("input")));
    note("prevented", byId("stops").dispatchEvent(made("click")));
    setTimeout(() => note("timer"));
    Promise.resolve().then(() => note("microtask"));
    note("end of calls");
  };
})();
