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
export const parseNumber$ = (text) => {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) throw new Error("not a number: " + text);
  return +text;
};
export const parseInteger$ = (text) => {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new Error("not an integer: " + text);
  return +text;
};
export const sorted$ = (items, key = (x) => x, sign = 1) =>
  [...items].sort((a, b) => ((a = key(a)), (b = key(b)), a < b ? -sign : a > b ? sign : 0));
