// Calls the tag in the way a page would, and says so when there is none to call.

/** What keeps `method` from being called, in words for the visitor; "" when nothing does. */
export function problemWith(method) {
  if (!window.periscale) {
    return "The tag is not on this page. Run “make build”, then reload.";
  }
  if (typeof window.periscale[method] !== "function") {
    return `This build of the tag has no ${method}() yet.`;
  }
  return trackingRefusedByBrowser();
}

/** Whether the browser asks sites not to track, in words; the tag then sends nothing by default. */
export function trackingRefusedByBrowser() {
  if (navigator.globalPrivacyControl) {
    return "Your browser sends Global Privacy Control, so the tag stays silent.";
  }
  return navigator.doNotTrack === "1" ? "Your browser sends Do Not Track, so the tag stays silent." : "";
}

/** The present distinct id, or null when the tag has none or cannot tell. */
export function distinctId() {
  return window.periscale?.getDistinctId?.() ?? null;
}
