// Finds the globals a script sets, by reading it: assignments to undeclared names, to properties
// of the window under any of its names, and through Object.assign or defineProperty.
// Reads {scripts: {name: text}, allowed: [name]} from stdin; answers {findings: [text]} on stdout.
// A light check that catches slips; the host-safety tests look at a real page.
import { readFileSync } from "node:fs";
import { parse } from "acorn";

const WINDOWS = new Set(["window", "self", "globalThis", "top", "parent", "frames"]);
const SETTERS = new Set(["assign", "defineProperty", "defineProperties", "set"]);

function* nodes(node) {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === "string") yield* nodes(child);
    }
  }
}

// Every name declared anywhere, whatever its scope: a name is only reported when nothing declares it.
function declared(tree) {
  const names = new Set();
  const add = (pattern) => {
    for (const node of nodes(pattern)) if (node.type === "Identifier") names.add(node.name);
  };
  for (const node of nodes(tree)) {
    if (node.type === "VariableDeclarator") add(node.id);
    if (node.params) node.params.forEach(add);
    if (/^(Function|Class)/.test(node.type) && node.id) names.add(node.id.name);
    if (node.type === "CatchClause" && node.param) add(node.param);
  }
  return names;
}

// The names that stand for the window: the host's own, and variables holding one of them.
function windows(tree) {
  const names = new Set(WINDOWS);
  for (const node of nodes(tree)) {
    const [left, right] =
      node.type === "VariableDeclarator" ? [node.id, node.init]
      : node.type === "AssignmentExpression" ? [node.left, node.right]
      : [];
    if (left?.type === "Identifier" && isWindow(right, names)) names.add(left.name);
  }
  return names;
}

const isWindow = (node, names) =>
  node?.type === "Identifier" ? names.has(node.name)
  : node?.type === "MemberExpression" && node.object.type === "Identifier" &&
    names.has(node.object.name) && WINDOWS.has(propertyName(node));

const propertyName = (node) =>
  !node.computed ? node.property.name
  : node.property.type === "Literal" ? String(node.property.value)
  : undefined;

function* sets(tree) {
  const local = declared(tree);
  const hosts = windows(tree);
  const target = function* (node) {
    if (node.type === "Identifier" && !local.has(node.name)) yield [node, node.name];
    if (node.type === "MemberExpression" && isWindow(node.object, hosts)) {
      yield [node, propertyName(node) ?? "a computed name"];
    }
  };
  for (const node of tree.body) {
    if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
      yield [node, node.id.name];
    }
    if (node.type === "VariableDeclaration") {
      for (const { id } of node.declarations) yield [node, id.name ?? "a pattern"];
    }
  }
  for (const node of nodes(tree)) {
    if (node.type === "AssignmentExpression") yield* target(node.left);
    if (node.type === "UpdateExpression") yield* target(node.argument);
    if (node.type === "UnaryExpression" && node.operator === "delete") yield* target(node.argument);
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression" &&
        SETTERS.has(propertyName(node.callee)) && isWindow(node.arguments[0], hosts)) {
      const key = node.arguments[1];
      yield [node, key?.type === "Literal" ? String(key.value) : "a computed name"];
    }
  }
}

const { scripts, allowed } = JSON.parse(readFileSync(0, "utf8"));
const findings = [];
for (const [name, text] of Object.entries(scripts)) {
  try {
    const tree = parse(text, { ecmaVersion: 2022, sourceType: "script", locations: true });
    for (const [node, key] of sets(tree)) {
      if (!allowed.includes(key)) {
        const { line, column } = node.loc.start;
        findings.push(`${name}:${line}:${column}: sets the global ${key}`);
      }
    }
  } catch (error) {
    findings.push(`${name}: does not parse as ES2022: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify({ findings }));
