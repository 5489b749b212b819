import { expect, test } from 'vitest';
import { escapeMarkdown, plain, plainItem, plainMessage } from '../../../src/editor/markdown.ts';

test.each([
  ['[click](command:workbench.action.quit)'],
  ['<img src=x onerror=alert(1)>'],
  ['**bold** _it_ `code` ~~gone~~'],
  ['https://evil.example/a www.evil.example me@evil.example'],
  ['| cell | cell |'],
  ['# heading'],
])('nothing of %s is left to a Markdown reader', (text) => {
  // Every mark of punctuation is escaped: what is between the escapes is letters, digits and spaces.
  expect(escapeMarkdown(text).replace(/\\[!-/:-@[-`{-~]/g, '')).toMatch(/^[\w ]*$/);
});

test('theme icons cannot be written into a name', () => {
  expect(escapeMarkdown('$(error)')).toBe(String.raw`&#36;\(error\)`);
});

test('a notification gets no links from Azure', () => {
  const text = 'Denied by [your policy](command:workbench.action.quit) (see a[0](b)).\nMore.';
  expect(plainMessage(text)).toBe('Denied by [your policy] (command:workbench.action.quit) (see a[0] (b)). More.');
});

test('a list gets no pictures from Azure', () => {
  expect(plainItem('Fabrikam $(error)\n$(x)')).toBe('Fabrikam $ (error) $ (x)');
});

test('letters of all scripts stay, lines and hidden characters go', () => {
  expect(escapeMarkdown('Übung 東京\n# x')).toBe(String.raw`Übung 東京 \# x`);
  expect(plain('web\u202etxt.exe\u0000\u200b1')).toBe('web txt.exe 1');
  expect(plain('a\u061cb\u00adc\u{e0041}d')).toBe('a b c d');
});
