import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeptInventories } from '../../../src/editor/kept/keptInventories.ts';
import { smallInventory } from './smallInventory.ts';

let folder: string;
let warnings: string[];
let kept: KeptInventories;
const { signal } = new AbortController();
const file = (): string => path.join(folder, 'a.inventory.gz');

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'dr-kept-')), 'storage');
  warnings = [];
  kept = new KeptInventories(folder, (text) => warnings.push(text));
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

test('what was saved is there, in one file that nobody else may read', async () => {
  expect(await kept.load('a', signal)).toBeUndefined();
  await kept.save('a', { inventory: smallInventory, readAt: 5 });
  expect(await kept.load('a', signal)).toEqual({ inventory: smallInventory, readAt: 5 });
  expect(readdirSync(folder)).toEqual(['a.inventory.gz']);
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(await kept.load('b', signal)).toBeUndefined();
  writeFileSync(`${file()}.half-written`, 'x');
  await kept.drop('a');
  expect(readdirSync(folder)).toEqual([]);
  expect(await kept.load('a', signal)).toBeUndefined();
  expect(warnings).toEqual([]);
});

test('many windows may save and load at once: whoever loads has a whole one', async () => {
  await kept.save('a', { inventory: smallInventory, readAt: 0 });
  const saves = Array.from({ length: 8 }, (_, at) => kept.save('a', { inventory: smallInventory, readAt: at }));
  const loads = await Promise.all(Array.from({ length: 8 }, () => kept.load('a', signal)));
  await Promise.all(saves);
  for (const each of loads) expect(each?.inventory).toEqual(smallInventory);
  expect(readdirSync(folder)).toEqual(['a.inventory.gz']);
});

test.each([
  ['cut off', () => truncateSync(file(), statSync(file()).size - 9)],
  ['of another format', () => rewrite((text) => text.replace(/"format":\d+/, '"format":0'))],
  ['changed on the disk', () => flip(statSync(file()).size >> 1)],
  ['something else', () => writeFileSync(file(), 'hello')],
  ['empty', () => writeFileSync(file(), '')],
])('a file that is %s is dropped with one line', async (_, damage) => {
  await kept.save('a', { inventory: smallInventory, readAt: 5 });
  damage();
  expect(await kept.load('a', signal)).toBeUndefined();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^The kept inventory was dropped: [^\n]+$/);
  expect(readdirSync(folder)).toEqual([]);
});

test('what can be neither read nor deleted stands in nobody’s way', async () => {
  // As it is with a file of an older version where the disk may not be written.
  mkdirSync(file(), { recursive: true });
  expect(await kept.load('a', signal)).toBeUndefined();
  expect(warnings).toEqual([expect.stringMatching(/^The kept inventory is of no use, and cannot be deleted: [^\n]+$/)]);
});

test('what comes first is told before the facts are read', async () => {
  const drawn = { rows: ['a', 'b'] };
  await kept.save('a', { inventory: smallInventory, readAt: 5, drawn });
  const told: unknown[] = [];
  const loading = kept.load('a', signal, ({ readAt, drawn: first }) => told.push(readAt, first));
  expect(await loading).toEqual({ inventory: smallInventory, readAt: 5, drawn });
  expect(told).toEqual([5, drawn]);
});

test('of a first part that is damaged nothing is told: its checksum stands before all that follows', async () => {
  await kept.save('a', { inventory: smallInventory, readAt: 5, drawn: { rows: ['a'] } });
  const whole = readFileSync(file());
  // Each part begins with these two bytes.
  const firstPart = whole.indexOf(Buffer.from([0x1f, 0x8b]), 2);
  expect(firstPart).toBeGreaterThan(100);
  const told: unknown[] = [];
  // Both ends and some between; bytes 4 to 9 are the time, flags and system of the packing: nothing is read from them.
  const ends = (at: number): boolean => at < 4 || at > firstPart - 9;
  const places = Array.from({ length: firstPart }, (_, at) => at).filter((at) => ends(at) || (at > 9 && at % 16 === 0));
  for (const at of places) {
    writeFileSync(file(), whole);
    flip(at);
    expect(await kept.load('a', signal, (begun) => told.push(begun)), `byte ${at}`).toBeUndefined();
  }
  expect(told).toEqual([]);
  expect(warnings).toHaveLength(places.length);
});

test('a damaged rest is dropped with one line, though its first part was told', async () => {
  await kept.save('a', { inventory: smallInventory, readAt: 5, drawn: 1 });
  rewrite((text) => text.slice(0, text.indexOf('\n') + 1));
  const told: unknown[] = [];
  expect(await kept.load('a', signal, ({ drawn }) => told.push(drawn))).toBeUndefined();
  expect([told, warnings.length, readdirSync(folder)]).toEqual([[1], 1, []]);
});

function rewrite(change: (text: string) => string): void {
  writeFileSync(file(), gzipSync(change(gunzipSync(readFileSync(file())).toString())));
}

function flip(at: number): void {
  const bytes = readFileSync(file());
  bytes[at] = bytes[at]! ^ 0xff;
  writeFileSync(file(), bytes);
}
