import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FileJournals } from '../../../../src/operations/journal/fileJournals.ts';
import type { Operation } from '../../../../src/operations/operation.ts';

const operation: Operation = { kind: 'disable', subject: '/subscriptions/s/vm', machine: 'vm', vaultId: '/v', inputs: {}, steps: [] };
const at = new Date('2026-09-14T08:00:00Z');
let folder: string;
let journals: FileJournals;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'journals-')), 'state');
  journals = new FileJournals(folder);
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const open = () => journals.open(operation, 'me', at);
const fileOf = (id: string): string => path.join(folder, `${id}.jsonl`);

test('machines that begin at the same time make the folder together', async () => {
  const fresh = new FileJournals(path.join(folder, 'not', 'yet', 'there'));
  const opened = await Promise.all(['a', 'b', 'c', 'd'].map((name) => fresh.open({ ...operation, subject: name }, 'me', new Date())));
  for (const one of opened) await one?.close();
  expect(opened.every((one) => one !== undefined)).toBe(true);
});

test('nothing is there before the first operation', async () => {
  expect(await journals.list()).toEqual([]);
  expect(() => statSync(folder)).toThrow('ENOENT');
});

test('an operation that has not ended is gone on with; one that has ended stays as its record', async () => {
  const first = (await open())!;
  await first.append({ at: at.toISOString(), type: 'intended', step: 'disable' });
  await first.close();
  const again = (await open())!;
  expect(again.id).toBe(first.id);
  expect(again.entries.map(({ type }) => type)).toEqual(['started', 'intended']);
  await again.append({ at: at.toISOString(), type: 'ended', ending: 'failed' });
  await again.close();
  const next = (await open())!;
  expect(next.id).not.toBe(first.id);
  await next.close();
  expect((await journals.list()).map(({ id }) => id).toSorted()).toEqual([first.id, next.id].toSorted());
});

test('what is left under way is found without opening the records, and not while somebody holds it', async () => {
  const first = (await open())!;
  expect(await journals.left()).toEqual([]);
  await first.append({ at: at.toISOString(), type: 'intended', step: 'disable' });
  expect(await journals.left()).toEqual([]);
  await first.close();
  expect((await journals.left()).map(({ id }) => id)).toEqual([first.id]);
  const again = (await open())!;
  await again.append({ at: at.toISOString(), type: 'ended', ending: 'succeeded' });
  await again.close();
  expect(readdirSync(folder)).toEqual([`${first.id}.ended.jsonl`]);
  expect(await journals.left()).toEqual([]);
  expect((await journals.list()).map(({ id }) => id)).toEqual([first.id]);
});

test.each([
  ['that is no JSON', 'x'],
  ['that is no entry', '[]'],
  ['of a newer version', JSON.stringify({ at: '', type: 'sentTwice', step: 'disable' })],
])('a line %s: the record is told, left out, and lets nothing begin on its machine', async (_, line) => {
  const first = (await open())!;
  await first.append({ at: at.toISOString(), type: 'intended', step: 'disable' });
  await first.close();
  appendFileSync(fileOf(first.id), `${line}\n`);
  const told: string[] = [];
  const listening = new FileJournals(folder, (error) => told.push(error.message));
  expect(await listening.list()).toEqual([]);
  expect(await listening.left()).toEqual([]);
  expect(told).toEqual(Array(2).fill(expect.stringContaining(fileOf(first.id))));
  await expect(open()).rejects.toThrow('what was sent for its machine is not known');
  const elsewhere = (await journals.open({ ...operation, subject: '/subscriptions/s/other' }, 'me', at))!;
  await elsewhere.close();
  expect(readdirSync(folder).filter((file) => file.endsWith('.lock'))).toEqual([]);
});

test.each([
  ['kind', { ...operation, kind: 'upgrade' }],
  ['step', { ...operation, steps: [{ kind: 'patch', name: 'x', title: 'x' }] }],
])('an operation with a %s of a newer version is not gone on with', async (_, newer) => {
  const first = (await open())!;
  await first.close();
  writeFileSync(fileOf(first.id), `${JSON.stringify({ at: '', type: 'started', operation: newer, who: 'me' })}\n`);
  expect(await journals.list()).toEqual([]);
});

test('another kind of operation, and another machine, are others', async () => {
  const first = (await open())!;
  const elsewhere = (await journals.open({ ...operation, subject: '/subscriptions/s/other' }, 'me', at))!;
  expect(elsewhere.id).not.toBe(first.id);
  await first.close();
  const other = (await journals.open({ ...operation, kind: 'enable' }, 'me', at))!;
  expect(other.entries).toHaveLength(1);
  await Promise.all([other.close(), elsewhere.close()]);
});

test('a machine is held by one at a time, whatever the kind', async () => {
  const first = (await open())!;
  expect(await open()).toBeUndefined();
  expect(await journals.open({ ...operation, kind: 'enable' }, 'me', at)).toBeUndefined();
  await first.close();
  const both = await Promise.all([open(), open()]);
  expect(both.filter((one) => one !== undefined).length).toBeLessThanOrEqual(1);
  for (const one of both) await one?.close();
  const after = await open();
  expect(after).toBeDefined();
  await after?.close();
});

test('the lock of a process that died is taken; one of a living or unknown process is not', async () => {
  const first = (await open())!;
  const name = readdirSync(folder).find((file) => file.endsWith('.lock'));
  await first.close();
  expect(readdirSync(folder).filter((file) => file.endsWith('.lock'))).toEqual([]);
  const plant = (holder: unknown): void =>
    writeFileSync(path.join(folder, name!), typeof holder === 'string' ? holder : JSON.stringify(holder));
  const longGone = 2 ** 30; // above every system's highest process id
  const now = Date.now();

  for (const held of [
    { pid: process.ppid, host: hostname(), since: now },
    { pid: longGone, host: 'another-host', since: now },
    '{"pid":',
  ]) {
    plant(held);
    expect(await open()).toBeUndefined();
  }
  // Dead; from before the last start of the machine; of our own number, from before we were started.
  for (const free of [
    { pid: longGone, host: hostname(), since: now },
    { pid: process.ppid, host: hostname(), since: 0 },
    { pid: process.pid, host: hostname(), since: now - process.uptime() * 1000 - 60_000 },
  ]) {
    plant(free);
    const journal = await open();
    expect(journal).toBeDefined();
    await journal?.close();
  }
  // One that has ended after its parent became another program, which never asks after it; one of a number that another process has by now. Only Linux tells.
  if (process.platform === 'linux') {
    const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [number] = (await once(parent.stdout, 'data')) as [Buffer];
    const zombie = Number(number.toString());
    await vi.waitUntil(() => / Z /.test(readFileSync(`/proc/${zombie}/stat`, 'latin1')), { timeout: 10_000 });
    for (const pid of [zombie, process.ppid]) {
      plant({ pid, host: hostname(), since: now, began: '1' });
      const taken = await open();
      expect(taken).toBeDefined();
      await taken?.close();
    }
    parent.kill();
  }
  // What a loss of power left of one: nobody can be writing it any more.
  plant('');
  utimesSync(path.join(folder, name!), 0, 0);
  const journal = await open();
  expect(journal).toBeDefined();
  await journal?.close();
});

test('a last line that was cut short is dropped, and the next one is whole', async () => {
  const first = (await open())!;
  await first.append({ at: at.toISOString(), type: 'intended', step: 'disable' });
  await first.close();
  appendFileSync(fileOf(first.id), '{"at":"2026-09-14T08:00:01.000Z","type":"acc');
  const again = (await open())!;
  expect(again.entries.map(({ type }) => type)).toEqual(['started', 'intended']);
  await again.append({ at: at.toISOString(), type: 'notSent', step: 'disable' });
  await again.close();
  expect(
    readFileSync(fileOf(first.id), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type),
  ).toEqual(['started', 'intended', 'notSent']);
  expect((await journals.list())[0]?.entries).toHaveLength(3);
});

test('a journal whose first line is not whole is none', async () => {
  await (await open())!.close();
  writeFileSync(path.join(folder, '2026-broken.jsonl'), '{"at":"20');
  expect(await journals.list()).toHaveLength(1);
});

test.skipIf(process.platform === 'win32')('journals are for their owner alone', async () => {
  const journal = (await open())!;
  await journal.close();
  expect(statSync(fileOf(journal.id)).mode & 0o077).toBe(0);
  expect(statSync(folder).mode & 0o077).toBe(0);
});
