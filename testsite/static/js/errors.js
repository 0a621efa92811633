// Goes wrong in five ways.

const ways = {
  error: () => readTheMenu(),
  rejection: () => void Promise.reject(new RangeError("The kettle is out of range")),
  cause: () => {
    throw new Error("No tea today", { cause: new TypeError("Water is not a function") });
  },
  text: () => {
    throw "just a text";
  },
  caught: () => window.periscale?.captureException?.(new Error("Caught in time"), { shelf: 3 }),
};

function readTheMenu() {
  return window.menuThatIsNotThere.drinks;
}

document.addEventListener("click", (click) => {
  const button = click.target.closest("[data-throw]");
  if (button) ways[button.dataset.throw]();
});
