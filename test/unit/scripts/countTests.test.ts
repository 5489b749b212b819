import { expect, test } from 'vitest';
import { countTests } from '../../../scripts/countTests.ts';

test('sums what vitest says, colours and all', () => {
  const green =
    '\u001B[2m Test Files \u001B[22m \u001B[32m43 passed\u001B[39m (43)\n\u001B[2m      Tests \u001B[22m \u001B[32m816 passed\u001B[39m (816)\n';
  const red = ' Test Files  1 failed (1)\n      Tests  2 failed | 10 passed | 1 skipped (13)\n';
  expect(countTests(green)).toEqual({ passed: 816, failed: 0 });
  expect(countTests(green + red)).toEqual({ passed: 826, failed: 2 });
});

test('sums what mocha says', () => {
  expect(countTests('  suite\n    ✔ test\n  12 passing (3s)\n  1 failing\n')).toEqual({ passed: 12, failed: 1 });
});

test('counts nothing where no test has run', () => {
  expect(countTests('Found 0 warnings and 0 errors.\n')).toEqual({ passed: 0, failed: 0 });
});
