import { afterEach, expect, test, vi } from 'vitest';
import { writeOut } from '../../../src/cli/writeOut.ts';

afterEach(() => vi.restoreAllMocks());

/** Standard output that takes its time: the bytes are looked at when it says so, as the system does. */
function slowOutput(fail?: NodeJS.ErrnoException): { readonly text: () => string } {
  const taken: Buffer[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(((bytes: Uint8Array, done: (error?: Error) => void) => {
    setImmediate(() => {
      taken.push(Buffer.from(bytes));
      done(fail);
    });
    return false;
  }) as typeof process.stdout.write);
  return { text: () => Buffer.concat(taken).toString() };
}

test('all pieces arrive whole and in order, larger than the buffers and with signs of several bytes', async () => {
  const output = slowOutput();
  const pieces = ['a', '😀’ü'.repeat(200_000), '', ...Array.from({ length: 3000 }, (_, index) => `€${index} `.repeat(30)), 'z'];
  await writeOut(pieces);
  expect(output.text() === pieces.join('')).toBe(true);
});

test('nothing is nothing, a reader that goes is no error, anything else is', async () => {
  const output = slowOutput();
  await writeOut([]);
  expect(output.text()).toBe('');
  vi.restoreAllMocks();
  slowOutput(Object.assign(new Error('gone'), { code: 'EPIPE' }));
  await writeOut(['x'.repeat(1_000_000)]);
  vi.restoreAllMocks();
  slowOutput(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  await expect(writeOut(['x'.repeat(1_000_000)])).rejects.toMatchObject({
    reason: 'usage',
    message: 'Standard output cannot be written: ENOSPC.',
  });
});
