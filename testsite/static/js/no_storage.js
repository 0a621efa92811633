// Shows the id that lives only as long as the page.

const shown = document.querySelector("[data-distinct-id]");

shown.textContent = window.periscale.getDistinctId();
document.querySelector("[data-send]").addEventListener("click", () => {
  window.periscale.track("sent without storage");
  window.periscale.flush();
});
