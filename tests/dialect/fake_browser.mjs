// The browser's globals that the programs use, and the run of every case. fake_browser.py says the
// same in Python.
globalThis.Bag = class Bag {
  constructor(name = "unnamed") { this.name = name; }
  items() { return "items"; }
  get(key) { return "get " + key; }
  update(value) { return "update " + value; }
  copy() { return "copy"; }
  sort() { return "sort"; }
  append(value) { return "append " + value; }
  pop() { return "pop"; }
  [Symbol.iterator]() { return ["one", "two"][Symbol.iterator](); }
};
globalThis.Problem = class Problem extends Error {};
globalThis.later = (value) => Promise.resolve(value);
globalThis.fail = (message) => { throw new Error(message); };

const results = {};
for (const [module, file] of Object.entries(JSON.parse(process.argv[2]))) {
  const exported = await import(file);
  for (const [name, run] of Object.entries(exported)) {
    if (!name.startsWith("case_")) continue;
    try {
      results[`${module}.${name}`] = { value: (await run()) ?? null };
    } catch (error) {
      results[`${module}.${name}`] = { raised: true, why: String(error) };
    }
  }
}
console.log(JSON.stringify(results, (_, value) => (value === undefined ? null : value)));
