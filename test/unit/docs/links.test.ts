import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? `docs/${name}` : [])),
];

test.each(pages)('links and paths of %s lead somewhere', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  const links = Array.from(text.matchAll(/\]\((?!https?:)([^)#]+)/g), ([, to = '']) => path.join(path.dirname(page), to));
  const paths = Array.from(text.matchAll(/`((?:docs|media|scripts|src|test)\/[\w./-]+)`/g), ([, to = '']) => to);
  expect([...links, ...paths].filter((to) => !existsSync(path.join(root, to)))).toEqual([]);
});
