import type { Metafile } from 'esbuild';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundle } from '../../../scripts/build.ts';

type Output = Metafile['outputs'][string];

const budgetBytes = 20_000;

let outputs: Metafile['outputs'];
let entry: Output;

beforeAll(async () => {
  outputs = await bundle(false);
  entry = outputs['dist/extension.cjs']!;
}, 60_000);

test('activation reads one file, and a small one', () => {
  const ofTheHost = new Set(['vscode', 'node:fs', 'node:path']);
  const alsoRead = entry.imports.filter((each) => each.kind !== 'dynamic-import' && !ofTheHost.has(each.path));
  expect(alsoRead).toEqual([]);
  expect(entry.bytes).toBeLessThanOrEqual(budgetBytes);
});

test('nothing but constants and plain functions is in that file and in the rest', () => {
  expect(Object.keys(entry.inputs).toSorted()).toEqual(['src/editor/ids.ts', 'src/editor/operations/azureFolder.ts', 'src/extension.ts']);
});

test('what it loads later is there, and loads nothing of Azure, the sandbox or the judgement either', () => {
  const later = entry.imports.filter(({ kind }) => kind === 'dynamic-import');
  expect(later).toHaveLength(2);
  const files = later.flatMap((each) => readAtOnce(path.posix.join('dist', each.path)));
  const inputs = files.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
  expect(inputs).toContain('src/editor/composeApp.ts');
  expect(inputs).toContain('src/editor/operations/isAnythingLeft.ts');
  expect(inputs.filter((input) => /node_modules|src\/(azure|sandbox|readiness)\//.test(input))).toEqual([]);
  const all = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  expect(all).toContain('src/azure/inventory/readInventory.ts');
  expect(all).toContain('src/readiness/assess.ts');
});

/** A file, and what it imports statically. */
function readAtOnce(first: string): readonly string[] {
  const files = new Set([first]);
  for (const file of files) {
    for (const { path: imported, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) files.add(imported);
    }
  }
  return [...files];
}
