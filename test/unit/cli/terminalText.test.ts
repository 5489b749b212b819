import { expect, test } from 'vitest';
import { fit } from '../../../src/cli/fit.ts';
import { layOut, paintAnsi, safeJson, safeText } from '../../../src/cli/terminalText.ts';

test('control, zero-width and direction characters of a name become visible marks', () => {
  expect(safeText('a\u001b[31mb\u202ec\u200bd\ne')).toBe('a\ufffd[31mb\ufffdc\ufffdd\ufffde');
});

test('JSON stays what it is, and hides nothing', () => {
  const value = { name: 'a\u001b[31mb\u009b2Jc\u202ed\u200be\u{e0041}f\u2028g\u007f', plain: 'ü 😀 ▸' };
  const text = safeJson(JSON.stringify(value, undefined, 2));
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toContain('ü 😀 ▸');
  expect(safeText(text.replaceAll('\n', ''))).toBe(text.replaceAll('\n', ''));
});

test('columns line up, long cells are cut, colour does not count as width', () => {
  const columns = [
    { title: 'NAME', max: 6 },
    { title: 'STATE', max: 20 },
  ];
  const lines = layOut(
    columns,
    [
      ['sql-01', 'ready'],
      ['reporting-7', 'at risk'],
    ],
    (_row, column, cell) => (column === 1 ? paintAnsi('red', cell) : cell),
  );
  expect(lines).toEqual(['NAME    STATE', 'sql-01  \u001b[31mready\u001b[39m', 'repor…  \u001b[31mat risk\u001b[39m']);
});

test('wide, combined and composed letters keep the columns straight, and are cut whole', () => {
  const columns = [
    { title: 'NAME', max: 8 },
    { title: 'STATE', max: 20 },
  ];
  const names = [
    '東京サーバー',
    '데이터',
    'Zu\u0308rich',
    '🇩🇪 👍🏽',
    '1\ufe0f\u20e3 ❤\ufe0f',
    'ＡＢＣＤ',
    'abcdefg東京',
    'x\u0301'.repeat(9),
  ];
  const lines = layOut(
    columns,
    names.map((name) => [name, '|']),
    (_row, _column, cell) => cell,
  );
  expect(lines).toEqual([
    'NAME      STATE',
    '東京サ…   |',
    '데이터    |',
    'Zu\u0308rich    |',
    '🇩🇪 👍🏽     |',
    '1\ufe0f\u20e3 ❤\ufe0f     |',
    'ＡＢＣＤ  |',
    'abcdefg…  |',
    `${'x\u0301'.repeat(7)}…  |`,
  ]);
});

test('a table wider than the terminal gets narrower columns, as far as they allow', () => {
  const columns = [
    { title: 'NAME', max: 20, least: 4 },
    { title: 'ID', max: 20 },
    { title: 'STATE', max: 40, least: 9 },
  ];
  const rows = [
    ['reporting-01', '12345678', 'failover refers to a resource'],
    ['東京サーバー', '7', 'ready'],
  ];
  const at = (room?: number): readonly string[] => layOut(columns, rows, (_row, _column, cell) => cell, room);
  expect(at(53)).toEqual(at());
  expect(at(40)).toEqual(['NAME      ID        STATE', 'reporti…  12345678  failover refers to…', '東京サ…   7         ready']);
  expect(at(25)).toEqual(['NAME  ID        STATE', 'rep…  12345678  failover…', '東…   7         ready']);
  expect(at(10)).toEqual(at(25));
  for (let room = 25; room <= 60; room++) expect(Math.max(...at(room).map((line) => fit(line, Infinity).width))).toBeLessThanOrEqual(room);
});
