import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/outage.md');

/** Texts of links that stand on the cockpit alone. */
const onThePage = ['Fail Over … Machines…', 'Commit…', 'Re-protect…'];

test('the page for an outage names commands as they are called, shows pictures that are there, and comes with the extension', () => {
  const texts = Object.entries(JSON.parse(read('package.nls.json')) as Record<string, string>);
  const titles = new Set([...onThePage, ...texts.flatMap(([key, title]) => (key.startsWith('command.') ? [title] : []))]);
  const named = Array.from(page.matchAll(/[_*]{1,2}(?:Azure DR: )?([A-Z][^_*\n]*…)[_*]{1,2}/g), ([, title]) => title ?? '');
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((title) => !titles.has(title))).toEqual([]);

  const pictures = Array.from(page.matchAll(/!\[(.+?)\]\((.+?)\)/g), ([, , file]) => file ?? '');
  expect(pictures.length).toBeGreaterThanOrEqual(5);
  expect(pictures.filter((file) => !existsSync(path.join(root, 'docs', file)))).toEqual([]);
  expect(read('.vscodeignore').split('\n')).toContain('!docs/outage.md');
});
