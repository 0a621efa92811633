// Records into hostCalls whatever a script does to its surroundings: listeners, timers, requests,
// storage, cookies, observers. Installed before any script of the page.

(() => {
  const calls = (window.hostCalls = []);
  const wrap = (owner, name, describe = () => "") => {
    const original = owner[name];
    owner[name] = function (...args) {
      calls.push(`${name} ${describe(...args)}`.trim());
      return original.apply(this, args);
    };
  };
  wrap(EventTarget.prototype, "addEventListener", (type) => type);
  for (const name of ["setTimeout", "setInterval", "requestIdleCallback", "requestAnimationFrame", "queueMicrotask", "fetch"]) wrap(window, name);
  wrap(Navigator.prototype, "sendBeacon");
  wrap(XMLHttpRequest.prototype, "send");
  for (const name of ["getItem", "setItem", "removeItem"]) wrap(Storage.prototype, name, (key) => key);
  for (const name of ["MutationObserver", "IntersectionObserver", "PerformanceObserver", "ResizeObserver", "BroadcastChannel", "WebSocket", "EventSource", "Worker"]) {
    const Original = window[name];
    window[name] = new Proxy(Original, {
      construct(target, args, newTarget) {
        calls.push(`new ${name}`);
        return Reflect.construct(target, args, newTarget === window[name] ? target : newTarget);
      },
    });
  }
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    ...cookie,
    get() {
      calls.push("get cookie");
      return cookie.get.call(this);
    },
    set(value) {
      calls.push(`set cookie ${value}`);
      cookie.set.call(this, value);
    },
  });
  const locks = navigator.locks;
  if (locks) wrap(Object.getPrototypeOf(locks), "request", (name) => name);
})();
