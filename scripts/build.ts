// Bundles the extension, the terminal command and the sandbox into dist/: ES modules with splitting, so that each Azure SDK
// client and the sandbox lie in chunks of their own, loaded on first use.
import { build, type Plugin } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** CommonJS packages inside ES modules call `require` for Node's own modules, and an ES module has no `require`. */
const builtinsForCommonJs: Plugin = {
  name: 'builtins-for-commonjs',
  setup(builder) {
    builder.onResolve({ filter: /.*/ }, ({ kind, path: name }) =>
      kind === 'require-call' && isBuiltin(name) ? { path: name.replace(/^node:/, ''), namespace: 'builtin' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${name}');`,
    }));
  },
};

export async function buildAll(): Promise<void> {
  const outdir = path.join(root, 'dist');
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/extension.ts', 'src/cli.ts', 'src/sandbox.ts', 'src/sandboxWorker.ts'],
    outdir,
    bundle: true,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
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
    plugins: [builtinsForCommonJs],
  });
  await mkdir(path.join(root, 'out'), { recursive: true });
  await writeFile(path.join(root, 'out', 'meta.json'), JSON.stringify(metafile));
}

// esbuild has said what is wrong by itself.
if (import.meta.main) await buildAll().catch(() => (process.exitCode = 1));
