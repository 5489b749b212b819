import { build, type Metafile } from 'esbuild';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const entry = 'out/entry/extension.js';
const budgetBytes = 20_000;

let outputs: Metafile['outputs'];

beforeAll(async () => {
  // As the real build does it, but nothing is written.
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/extension.ts'],
    outdir: path.dirname(entry),
    bundle: true,
    format: 'esm',
    splitting: true,
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    minify: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  outputs = metafile.outputs;
}, 60_000);

/** The files that are read when the entry is loaded: it, and what it imports statically. */
function readAtActivation(): ReadonlySet<string> {
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const { path: imported, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) add(imported);
    }
  };
  add(entry);
  return files;
}

test('activation reads nothing of Azure, the sandbox or the judgement', () => {
  const inputs = Array.from(readAtActivation()).flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
  expect(inputs).toContain('src/extension.ts');
  expect(inputs.filter((input) => /node_modules|src\/(azure|sandbox|readiness)\//.test(input))).toEqual([]);
  const later = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  expect(later).toContain('src/azure/readInventory.ts');
  expect(later).toContain('src/readiness/assess.ts');
});

test('what activation reads is small', () => {
  const bytes = Array.from(readAtActivation()).map((file) => outputs[file]?.bytes ?? 0);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(budgetBytes);
});
