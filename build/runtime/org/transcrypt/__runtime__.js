// Takes the place of Transcrypt's stock runtime: pure functions that a module imports only where it
// uses one, and that the bundler drops where none does.
export const modulo$ = (a, b) => ((a % b) + b) % b;
export const isDict$ = (x) => typeof x === "object" && x !== null && !Array.isArray(x);
export const get$ = (dict, key, otherwise = null) => (Object.hasOwn(dict, key) ? dict[key] : otherwise);
export const pop$ = (dict, key, otherwise) => {
  const value = get$(dict, key, otherwise);
  delete dict[key];
  return value;
};
export const setDefault$ = (dict, key, value) => (Object.hasOwn(dict, key) ? dict[key] : (dict[key] = value));
const withoutUnderscores = (text) => text.replace(/(\d)_(?=\d)/g, "$1");
export const parseNumber$ = (text) => {
  const plain = withoutUnderscores(text).replace(/\binf(inity)?\b/i, "Infinity");
  if (!/^\s*[+-]?(Infinity|nan|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)\s*$/i.test(plain)) throw new Error("not a number: " + text);
  return +plain;
};
export const parseInteger$ = (text) => {
  const plain = withoutUnderscores(text);
  if (!/^\s*[+-]?\d+\s*$/.test(plain)) throw new Error("not an integer: " + text);
  return +plain;
};
export const place$ = (items, index) => (index < 0 ? index + items.length : index);
export const range$ = (start, stop, step = 1) => {
  if (!step) throw new Error("range with step 0");
  return Array.from({ length: Math.max(Math.ceil((stop - start) / step), 0) }, (_, i) => start + i * step);
};
export const enumerate$ = (items, start) => items.map((x, i) => [i + start, x]);
export const sorted$ = (items, key = (x) => x, sign = 1) =>
  [...items].sort((a, b) => ((a = key(a)), (b = key(b)), a < b ? -sign : a > b ? sign : 0));
