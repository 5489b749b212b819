import { array, assert, dictionary, jsonValue, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { cutRows, rowMark } from '../../../../src/azure/wire/cutRows.ts';

const mark = { [rowMark.name]: Number(rowMark.value) };
const cut = (answer: unknown): ReturnType<typeof cutRows> => cutRows(Buffer.from(JSON.stringify(answer)));

const text = string({ unit: 'binary' });
const value = jsonValue({ stringUnit: 'binary' });
const row = dictionary(text, value).map((columns) => Object.assign(Object.create(null) as object, mark, { id: 'x' }, columns));

test('whatever the rows hold, each is itself, and the rest of the answer is as it came', () => {
  assert(
    property(array(tuple(text, array(row))), value, (groups, other) => {
      const answer = { total: groups.length, data: groups.map(([subscriptionId, rows]) => ({ subscriptionId, rows })), other };
      const { body, rowOf } = cut(answer);
      const { data, ...rest } = body as {
        readonly data: readonly { readonly subscriptionId: string; readonly rows: readonly unknown[] }[];
      };
      const put = data.map(({ subscriptionId, rows }) => ({ subscriptionId, rows: rows.map(rowOf) }));
      expect({ data: put, ...rest }).toEqual(JSON.parse(JSON.stringify(answer)));
    }),
  );
});

test('rows in one list, and in several, stand in their places by number', () => {
  expect(
    cut({
      data: [
        { ...mark, id: 'a' },
        { ...mark, id: 'b' },
      ],
    }).body,
  ).toEqual({ data: [0, 1] });
  expect(cut({ data: [{ rows: [{ ...mark, id: 'a' }] }, { rows: [] }, { rows: [{ ...mark, id: 'b' }], n: 1 }] }).body).toEqual({
    data: [{ rows: [0] }, { rows: [] }, { rows: [1], n: 1 }],
  });
});

test('an answer without marks is parsed at once, rows and all', () => {
  const answer = { data: [{ id: 'a', tags: { Q: '0', text: `{"${rowMark.name}":${rowMark.value},` } }] };
  const { body, rowOf } = cut(answer);
  expect(body).toEqual(answer);
  expect(rowOf(answer.data[0])).toBe(answer.data[0]);
  expect(rowOf('text')).toBeUndefined();
});

test.each([
  ['first', [{ ...mark, id: 'no row' }]],
  ['alone', { ...mark, id: 'no row' }],
])('a mark within a row is no row of its own: %s in its list', (_, list) => {
  const rows = [
    { ...mark, id: 'a', list },
    { ...mark, id: 'b' },
  ];
  const { body, rowOf } = cut({ data: rows });
  expect((body as { readonly data: readonly unknown[] }).data.map(rowOf)).toEqual(rows);
});

test('after a bag in a list of a row it cannot be told from a row: those two are none, and no other is spoilt', () => {
  const { body, rowOf } = cut({
    data: [
      { ...mark, id: 'a', list: [{ x: 1 }, { ...mark, id: 'no row' }] },
      { ...mark, id: 'b' },
    ],
  });
  expect((body as { readonly data: readonly unknown[] }).data.map(rowOf)).toEqual([undefined, undefined, { ...mark, id: 'b' }]);
});

test('what is no JSON is refused', () => {
  expect(() => cutRows(Buffer.from('<html>'))).toThrow(SyntaxError);
  expect(() => cutRows(Buffer.from(JSON.stringify({ data: [{ ...mark, id: 'a' }] }).slice(0, -4)))).toThrow(SyntaxError);
});
