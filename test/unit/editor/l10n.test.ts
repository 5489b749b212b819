import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** The messages in `l10n.t('…')` of all source files of the editor's part. */
function messagesInSource(): readonly string[] {
  const files = globSync(['src/editor/**/*.ts', 'src/extension.ts'], { cwd: root });
  const calls = files.flatMap((file) =>
    Array.from(readFileSync(path.join(root, file), 'utf8').matchAll(/l10n\.t\(\s*('(?:[^'\\]|\\.)*')?/g)),
  );
  return calls.map(([call, literal]) => {
    if (literal === undefined) throw new Error(`Not a literal, so it cannot be translated: ${call}`);
    return literal.slice(1, -1).replaceAll(String.raw`\'`, "'");
  });
}

test('the bundle for translators holds exactly the messages of the source', () => {
  const bundle = JSON.parse(readFileSync(path.join(root, 'l10n/bundle.l10n.json'), 'utf8')) as Record<string, string>;
  expect(Object.keys(bundle).toSorted()).toEqual([...new Set(messagesInSource())].toSorted());
  for (const [message, english] of Object.entries(bundle)) expect(english).toBe(message);
});
