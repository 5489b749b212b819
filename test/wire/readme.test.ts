import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { azureDr, root } from './runCli.ts';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const [, id = ''] = /^ID=(\S+)$/m.exec(readme) ?? [];
const commands = [...readme.matchAll(/^npm run --silent cli -- (.*?)(?: +#.*)?$/gm)].map(([, words = '']) => words);

test.each(commands)('works as the page shows it: %s', { timeout: 60_000 }, async (words) => {
  const { code, out, err } = await azureDr(words.replace('$ID', id).split(' '));
  expect(code, err).toBe(/^audit (?!--help)/.test(words) ? 1 : 0);
  expect(out).not.toBe('');
  if (!words.includes('--yes')) return;
  expect(err).toContain('This sandbox ends with the command');
  // What is to be typed next is where this sandbox is not.
  expect(out).toMatch(/rehearse its failover with: azure-dr test-failover --vm \S+ --network new --endpoint URL --ca FILE$/m);
});

test('shows commands', () => expect(commands.length).toBeGreaterThan(4));
