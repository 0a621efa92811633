// A history router, as small as they get.

const base = "/demo/single-page-app/";
const title = document.querySelector("[data-title]");

function show() {
  const view = location.pathname.slice(base.length) || "inbox";
  title.textContent = view[0].toUpperCase() + view.slice(1);
  document.title = `${title.textContent} · Single-page app`;
}

document.querySelector("[data-views]").addEventListener("click", (click) => {
  const link = click.target.closest("a");
  if (!link) return;
  click.preventDefault();
  history.pushState({}, "", link.href);
  show();
});
document.querySelector("[data-redirect]").addEventListener("click", () => {
  history.replaceState({}, "", `${base}drafts`);
  history.pushState({}, "", `${base}settings`);
  show();
});
addEventListener("popstate", show);
