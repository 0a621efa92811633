// What a site has above the vendor's script.
window.civchat = {
  apiKey: "demo",
  state: "simple",
  source_context: { page: "demo" },
  onLoad: () => document.documentElement.setAttribute("data-chat", "loaded"),
  onOpen: () => userengage("event.Chat opened"),
};
