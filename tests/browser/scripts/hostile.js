// hostileValues(): a list of [name, value] that no caller should pass, each made anew.

window.hostileValues = () => {
  const fail = () => {
    throw new Error("hostile");
  };
  const trapAll = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, fail]));
  const revoked = (target) => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  const cyclic = { list: [] };
  cyclic.self = cyclic;
  cyclic.list.push(cyclic.list);
  let deep = {};
  for (let i = 0; i < 20_000; i++) deep = { deep };
  const throwingError = new Error("x");
  for (const key of ["message", "stack", "name", "cause"]) Object.defineProperty(throwingError, key, { get: fail });
  const liar = Object.defineProperty([1, 2], Symbol.iterator, { get: fail });
  const foreign = document.querySelector("iframe")?.contentWindow ?? null;
  const detached = document.createElement("iframe");
  document.body.append(detached);
  const detachedWindow = detached.contentWindow;
  detached.remove();
  return Object.entries({
    undefined,
    null: null,
    NaN,
    Infinity: -Infinity,
    zero: -0,
    true: true,
    bigint: 10n ** 400n,
    symbol: Symbol("s"),
    "well-known symbol": Symbol.iterator,
    function() {},
    "throwing function": fail,
    class: class {},
    "empty text": "",
    "long text": "x".repeat(100_000),
    "lone surrogate": "\ud800",
    "NUL": "a\0b",
    "__proto__": "__proto__",
    constructor: "constructor",
    "proxy that throws": new Proxy({}, trapAll),
    "array proxy that throws": new Proxy([], trapAll),
    "function proxy that throws": new Proxy(() => {}, trapAll),
    "revoked proxy": revoked({}),
    "revoked array proxy": revoked([]),
    "revoked function proxy": revoked(() => {}),
    "getter that throws": Object.defineProperty({}, "apiKey", { get: fail, enumerable: true }),
    "toString that throws": { toString: fail, valueOf: fail },
    "toPrimitive that throws": { [Symbol.toPrimitive]: fail },
    "toJSON that throws": { toJSON: fail },
    "toJSON of itself": { toJSON() { return this } },
    "toStringTag that throws": Object.defineProperty({}, Symbol.toStringTag, { get: fail }),
    "no prototype": Object.assign(Object.create(null), { a: 1 }),
    cyclic,
    deep,
    "array with a bad iterator": liar,
    "array like": { length: 2 ** 32, 0: "a" },
    "sparse array": new Array(4_000_000),
    "cyclic map": (() => { const map = new Map(); map.set(map, map); return map })(),
    "set": new Set([new Set()]),
    "weak map": new WeakMap(),
    "invalid date": new Date(NaN),
    "date in disguise": Object.create(Date.prototype),
    "map in disguise": Object.create(Map.prototype),
    "array in disguise": Object.create(Array.prototype),
    "error in disguise": Object.create(Error.prototype),
    "node in disguise": Object.create(Node.prototype),
    "typed array": new Float64Array([NaN, 1]),
    "buffer": new ArrayBuffer(8),
    "error that throws": throwingError,
    "DOM exception": new DOMException("x", "AbortError"),
    "rejected promise": (() => { const promise = Promise.reject(new Error("x")); promise.catch(() => {}); return promise })(),
    "thenable that throws": { get then() { throw new Error("hostile") } },
    "number object": new Number(1),
    "text object": new String("text"),
    "regular expression": /x/g,
    element: document.body,
    document,
    window,
    "document.all": document.all,
    "foreign window": foreign,
    "foreign location": foreign && foreign.location,
    "window of a removed frame": detachedWindow,
    "live collection": document.getElementsByTagName("*"),
    "computed style": getComputedStyle(document.body),
    storage: localStorage,
    event: new Event("x"),
    "global this": globalThis,
    generator: (function* () { yield fail() })(),
    arguments: (function () { return arguments })(1, fail),
    "options that throw": { apiKey: { toString: fail }, apiHost: fail, beforeSend: fail, compat: {} },
  });
};
