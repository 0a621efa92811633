// Bundles the tag's ES modules into one script, readable and minified, each with its source map.
// Reads {entry, workingDir, name, define} from stdin; answers {files: {name: text}, metafile} on stdout.
// Never touches the file system except to read modules.
import { readFileSync } from "node:fs";
import { build, formatMessages } from "esbuild";
import { minify } from "terser";

const { entry, workingDir, name, define } = JSON.parse(readFileSync(0, "utf8"));
// Every browser that has `Object.hasOwn` and `at`, which the tag calls, reads its syntax, too.
const target = "es2022";

// Asks Chromium to compile all functions while the file loads, outside of the main thread, instead
// of each one when it is called first: that would be a third of the time the tag takes to start.
// https://v8.dev/blog/explicit-compile-hints
const hint = "//# allFunctionsCalledOnLoad";

// The smallest after Brotli of thirty combinations of esbuild's and terser's options: esbuild's
// syntax, then terser. Terser alone gives 20 bytes more, esbuild alone 190.
async function bundle({ minifySyntax }) {
  const result = await build({
    entryPoints: [entry],
    // Paths in comments and in the metafile are relative to this folder, hence the same everywhere.
    absWorkingDir: workingDir,
    // A linked node_modules keeps its place in those paths.
    preserveSymlinks: true,
    bundle: true,
    format: "iife",
    target,
    define,
    // A page in another encoding would read UTF-8 wrongly where the host names no charset.
    charset: "ascii",
    minifySyntax,
    legalComments: "none",
    banner: { js: hint },
    sourcemap: "external",
    sourcesContent: true,
    outfile: "dist/periscale.js",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const text = (ending) => result.outputFiles.find((file) => file.path.endsWith(ending)).text;
  return { code: text(".js"), map: text(".js.map"), metafile: result.metafile };
}

async function shrink({ code, map }) {
  const result = await minify(code, {
    ecma: 2020,
    // Mangling the top level would be safe, but terser's `toplevel` also unwraps the function
    // around the bundle, and every name in it would become a global of the page.
    toplevel: false,
    // "unsafe" only for functions that are called with `new`, and the tag has none.
    compress: { passes: 3, unsafe_arrows: true, keep_fargs: false, pure_getters: true },
    format: { comments: false, ascii_only: true, preamble: hint },
    sourceMap: { content: map, includeSources: true, filename: "periscale.min.js" },
  });
  return { code: `${result.code}\n`, map: result.map };
}

try {
  const readable = await bundle({ minifySyntax: false });
  const minified = await shrink(await bundle({ minifySyntax: true }));
  const files = {
    [`${name}.js`]: readable.code,
    [`${name}.js.map`]: readable.map,
    [`${name}.min.js`]: minified.code,
    [`${name}.min.js.map`]: minified.map,
  };
  process.stdout.write(JSON.stringify({ files, metafile: readable.metafile }));
} catch (error) {
  const messages = error.errors
    ? (await formatMessages(error.errors, { kind: "error" })).join("\n")
    : String(error.stack);
  process.stderr.write(messages);
  process.exitCode = 1;
}
