// Keeps the form from being sent: only the tag shall see it.

const answer = document.querySelector("[data-answer]");

document.querySelector("[data-form]").addEventListener("submit", (submit) => {
  submit.preventDefault();
  answer.textContent = "Submitted. Look for $autocapture and “order sent” in the list.";
});
