// What a site has in its <head>: calls are queued until the tag is there.
window.heapReadyCb = window.heapReadyCb || [];
window.heap = window.heap || [];
for (const name of ["track", "identify", "addUserProperties", "addPageviewProperties", "onReady"]) {
  window.heap[name] = (...values) =>
    window.heapReadyCb.push({ name, fn: () => window.heap[name](...values) });
}
window.heap.addPageviewProperties({ section: "demo" });
window.heap.track("Queued before the tag was there");
