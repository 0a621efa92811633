// Replaces what scripts stand on by odd things, once everything has loaded.

addEventListener("load", () => {
  window.JSON = { parse: () => "odd", stringify: () => "odd" };
  window.Date = function () { this.odd = true; };
  Date.now = () => "odd";
  window.fetch = () => { throw new Error("odd"); };
  window.console = undefined;
  for (const name of ["setTimeout", "requestIdleCallback"]) {
    const native = window[name];
    window[name] = (...args) => native(...args);
  }
});
