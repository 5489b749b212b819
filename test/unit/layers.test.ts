import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const planted = path.join(import.meta.dirname, 'planted');
const rule = 'eslint(no-restricted-imports)';

interface LintReport {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

let folder: string;

/** Outside the project, whose own ignore list would hide it. */
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layers-'));
  cpSync(planted, path.join(folder, 'src'), { recursive: true });
  copyFileSync(path.join(root, 'oxlint.config.ts'), path.join(folder, 'oxlint.config.ts'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the linter reports every import against the layers, and no other', { timeout: 30_000 }, () => {
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as LintReport;
  const reported = diagnostics
    .filter(({ code }) => code === rule)
    .map(({ filename, labels }) => `${filename.replaceAll('\\', '/')}:${labels[0]?.span.line}`);

  const wrong = globSync('src/**/*.ts', { cwd: folder }).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.endsWith('// wrong') ? [`${file.replaceAll('\\', '/')}:${index + 1}`] : [])),
  );
  expect(wrong.length).toBeGreaterThan(0);
  expect([...new Set(reported)].toSorted()).toEqual(wrong.toSorted());
});
