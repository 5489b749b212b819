import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { printDefect, printError } from '../../../src/cli/printError.ts';

const token = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln';
let lines: string[];

beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => void vi.restoreAllMocks());

describe('what goes to standard error', () => {
  test('an error: one line, without names, secrets and what steers a terminal', () => {
    printError(`Bearer ${token} of jane@contoso.com\u001b[2J\nnext`);
    expect(lines).toEqual(['azure-dr: Bearer [token] of [account]\ufffd[2J\ufffdnext']);
  });

  test('a defect: its stack, cleaned line by line', () => {
    printDefect(new Error(`sent ${token}\u0007`));
    const [first, ...stack] = lines.join('\n').split('\n');
    expect(first).toBe('azure-dr: Unexpected: Error: sent [token]\ufffd');
    expect(stack.join('\n')).toContain('printError.test.ts');
  });

  test('anything that was thrown', () => {
    printDefect('why');
    expect(lines).toEqual(['azure-dr: Unexpected: why']);
  });
});
