// Bundles the extension, the terminal command and the sandbox into dist/: ES modules with splitting, so that each Azure SDK
// client and the sandbox lie in chunks of their own, loaded on first use. The extension's entry is one file.
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { root } from './run.ts';

const outdir = path.join(root, 'dist');

/**
 * CommonJS packages inside ES modules call `require` for Node's own modules, and an ES module has no `require`. An `import` of `node:http`
 * reads all that it exports, also what loads Node's whole `fetch`: 25 ms of each start.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup(builder) {
    builder.onResolve({ filter: /^(?:node:)?(?:http|process)$/ }, ({ path: name }) => ({
      path: name.replace(/^node:/, ''),
      namespace: 'builtin',
    }));
    builder.onResolve({ filter: /.*/ }, ({ kind, path: name }) =>
      kind === 'require-call' && isBuiltin(name) ? { path: name.replace(/^node:/, ''), namespace: 'builtin' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${name}');`,
    }));
  },
};

/** What the entry loads later is an entry of the other bundle, at the same place in dist/ as in src/. */
const loadedLater: Plugin = {
  name: 'loaded-later',
  setup(builder) {
    builder.onResolve({ filter: /^\.\/.*\.ts$/ }, ({ kind, path: name }) =>
      kind === 'dynamic-import' ? { path: name.replace(/ts$/, 'js'), external: true } : undefined,
    );
  },
};

const options = {
  absWorkingDir: root,
  outdir,
  outbase: path.join(root, 'src'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/** @returns what lies in dist/, or would without `write`. */
export async function bundle(write: boolean): Promise<Metafile['outputs']> {
  const all = await Promise.all([
    // By itself: with splitting, constants that it shares with the rest and esbuild's own helpers would be files of their own, and at
    // activation each file costs about a millisecond.
    // CommonJS: VS Code loads that at once, while an ES module waits for turns of a window that is starting, and for a module made of
    // all of VS Code's API.
    build({
      ...options,
      write,
      entryPoints: ['src/extension.ts'],
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      plugins: [loadedLater],
    }),
    build({
      ...options,
      write,
      entryPoints: [
        'src/editor/composeApp.ts',
        'src/editor/operations/isAnythingLeft.ts',
        'src/cli.ts',
        'src/sandbox.ts',
        'src/sandboxWorker.ts',
      ],
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      plugins: [builtins],
    }),
  ]);
  return Object.assign({}, ...all.map(({ metafile }) => metafile.outputs)) as Metafile['outputs'];
}

export async function buildAll(): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const outputs = await bundle(true);
  await mkdir(path.join(root, 'out'), { recursive: true });
  await writeFile(path.join(root, 'out', 'meta.json'), JSON.stringify({ outputs }));
}

// esbuild has said what is wrong by itself.
if (import.meta.main) await buildAll().catch(() => (process.exitCode = 1));
