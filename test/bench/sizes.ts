import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.ts';

interface Output {
  readonly bytes: number;
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Sizes {
  /** All that is read when the extension is activated. */
  readonly entryBytes: number;
  /** What is read when the view first asks for its rows, or a command runs. */
  readonly appBytes: number;
  readonly vsixBytes: number;
  readonly chunks: Readonly<Record<string, number>>;
}

/** Sizes of the last build and package. @throws Error when Azure's SDKs or the sandbox are read before anything is opened. */
export function sizes(vsix: string): Sizes {
  const { outputs } = JSON.parse(readFileSync(path.join(root, 'out/meta.json'), 'utf8')) as { outputs: Record<string, Output> };
  const entry = 'dist/extension.cjs';
  const read = new Set(['dist/editor/composeApp.js']);
  for (const file of read) {
    for (const { path: imported, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && imported in outputs) read.add(imported);
  }
  const sources = [...read].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
  const heavy = sources.filter((file) => /^(node_modules|src\/(azure|sandbox))\//.test(file));
  if (heavy.length > 0) throw new Error(`Read before anything is opened: ${heavy.join(', ')}`);
  const bytes = (file: string): number => outputs[file]?.bytes ?? Number.NaN;
  const chunks = Object.keys(outputs).filter((file) => file.endsWith('.js') && file !== entry);
  return {
    entryBytes: bytes(entry),
    appBytes: [...read].reduce((sum, file) => sum + bytes(file), 0),
    vsixBytes: statSync(vsix).size,
    chunks: Object.fromEntries(chunks.toSorted((a, b) => bytes(b) - bytes(a)).map((file) => [file, bytes(file)])),
  };
}
