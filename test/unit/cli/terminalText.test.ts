import { expect, test } from 'vitest';
import { layOut, paintAnsi, safeText } from '../../../src/cli/terminalText.ts';

test('control, zero-width and direction characters of a name become visible marks', () => {
  expect(safeText('a\u001b[31mb\u202ec\u200bd\ne')).toBe('a\ufffd[31mb\ufffdc\ufffdd\ufffde');
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
