// Freezes the language's and the browser's usual objects, as a hardened page does.

{
  const seen = new Set();
  const freeze = (value) => {
    if (Object(value) !== value || seen.has(value)) return;
    seen.add(value);
    Object.freeze(value);
    freeze(Object.getPrototypeOf(value));
    for (const { value: inner, get, set } of Object.values(Object.getOwnPropertyDescriptors(value)))
      [inner, get, set].forEach(freeze);
  };
  for (const name of ["Object", "Function", "Array", "String", "Number", "Boolean", "Symbol", "BigInt",
    "Date", "RegExp", "Error", "TypeError", "Promise", "Map", "Set", "WeakMap", "Proxy", "Reflect",
    "JSON", "Math", "Intl", "ArrayBuffer", "Uint8Array", "Uint32Array", "URL", "URLSearchParams",
    "Event", "EventTarget", "Node", "Element", "HTMLElement", "Storage", "Response", "Request"])
    freeze(window[name]);
}
