// hostSnapshot() remembers every object a page can reach from its globals, with the descriptors of
// all its properties; changesSince(snapshot) names each that was added, removed or changed.

(() => {
  // Kept before anything else runs, so that a page may break its own globals afterwards.
  const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { ownKeys } = Reflect;
  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  const nameOf = (key) => (typeof key === "symbol" ? key.toString() : key);
  // Elements come and go with the parsing of the page; what is stored is looked at elsewhere.
  const isElement = (value) => value instanceof Node || value instanceof Window || value instanceof Storage;

  function reachable() {
    const found = new Map([[window, "window"]]);
    for (const key of ownKeys(window)) {
      // Deprecated names that warn when read.
      if (/^webkit|^on|^event$/.test(nameOf(key))) continue;
      let value, prototype;
      try {
        value = window[key];
        prototype = value?.prototype; // throws for the window around a sandboxed frame
      } catch {
        continue;
      }
      if (!isObject(value) || isElement(value) || key === "hostSnapshot") continue;
      if (!found.has(value)) found.set(value, nameOf(key));
      if (isObject(prototype) && !found.has(prototype)) found.set(prototype, `${nameOf(key)}.prototype`);
    }
    const asyncFunction = async () => {};
    const unnamed = {
      "AsyncFunction.prototype": getPrototypeOf(asyncFunction),
      "Generator.prototype": getPrototypeOf(function* () {}),
      "TypedArray.prototype": getPrototypeOf(Uint8Array.prototype),
      "ArrayIterator.prototype": getPrototypeOf([][Symbol.iterator]()),
      "MapIterator.prototype": getPrototypeOf(new Map().entries()),
      document,
    };
    for (const [name, value] of Object.entries(unnamed)) if (!found.has(value)) found.set(value, name);
    return found;
  }

  function propertiesOf(object) {
    const properties = new Map();
    for (const key of ownKeys(object)) {
      // Numbered frames of a window, and what the test itself added.
      if (typeof key === "string" && /^(\d+|hostSnapshot|changesSince|hostBefore)$/.test(key)) continue;
      properties.set(key, getOwnPropertyDescriptor(object, key));
    }
    properties.set("[[Prototype]]", { value: getPrototypeOf(object) });
    return properties;
  }

  function handlers() {
    const set = [];
    for (const [name, target] of [["window", window], ["document", document], ["documentElement", document.documentElement]]) {
      for (const key in target) if (key.startsWith("on") && target[key]) set.push(`${name}.${key}`);
    }
    return set;
  }

  window.hostSnapshot = () => {
    const objects = [...reachable()].map(([object, name]) => ({ object, name, properties: propertiesOf(object) }));
    return { objects, handlers: handlers() };
  };

  window.changesSince = (before) => {
    const changes = [];
    for (const { object, name, properties } of before.objects) {
      const now = propertiesOf(object);
      for (const [key, was] of properties) {
        const is = now.get(key);
        if (!is) changes.push(`removed ${name}.${nameOf(key)}`);
        else if (["value", "get", "set", "writable", "enumerable", "configurable"].some((part) => !Object.is(was[part], is[part]) && isHosts(is[part]))) {
          changes.push(`changed ${name}.${nameOf(key)}`);
        }
      }
      for (const key of now.keys()) if (!properties.has(key)) changes.push(`added ${name}.${nameOf(key)}`);
    }
    for (const name of handlers()) if (!before.handlers.includes(name)) changes.push(`set ${name}`);
    return changes.sort();
  };

  // Plain data of window changes by itself: sizes, scroll positions, performance marks.
  const isHosts = (value) => !["number", "string"].includes(typeof value);
})();
