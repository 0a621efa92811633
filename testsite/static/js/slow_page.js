// Moves the layout about and blocks the main thread, for the web vitals to notice.

const BUSY_MS = 350;
const SHIFT_AFTER_MS = 500;
const shifting = document.querySelector("[data-shifting]");
const answer = document.querySelector("[data-answer]");

function shift() {
  const notice = document.createElement("p");
  notice.className = "card stack";
  notice.textContent = "Something arrived late and pushed everything down.";
  shifting.before(notice);
}

document.querySelector("[data-busy]").addEventListener("click", () => {
  const end = performance.now() + BUSY_MS;
  while (performance.now() < end);
  answer.textContent = `Busy for ${BUSY_MS} ms.`;
});
document.querySelector("[data-shift]").addEventListener("click", () => setTimeout(shift, SHIFT_AFTER_MS));
setTimeout(shift, SHIFT_AFTER_MS);
