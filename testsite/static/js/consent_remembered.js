// A consent banner that remembers the choice, as a site would write it.

const CHOICE = "consent";
const WORDS = { yes: "accepted", no: "declined" };

const banner = document.querySelector("[data-banner]");
const choice = document.querySelector("[data-choice]");

function choose(answer) {
  localStorage.setItem(CHOICE, answer);
  apply();
}

function apply() {
  const answer = localStorage.getItem(CHOICE);
  banner.hidden = answer !== null;
  choice.textContent = WORDS[answer] ?? "not chosen yet";
  if (answer === "yes") {
    window.periscale.init({ apiKey: banner.dataset.demoApiKey });
    if (window.periscale.hasOptedOut()) window.periscale.optIn();
  }
}

document.querySelector("[data-accept]").addEventListener("click", () => choose("yes"));
document.querySelector("[data-decline]").addEventListener("click", () => choose("no"));
document.querySelector("[data-withdraw]").addEventListener("click", () => {
  window.periscale.optOut();
  choose("no");
});
apply();
