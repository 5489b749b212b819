import os from 'node:os';
import { expect, test, vi } from 'vitest';
import { whoRuns } from '../../../../src/operations/journal/whoRuns.ts';

vi.mock('node:os', { spy: true });

test('who runs an operation is told by name, or by number where the system has no name for it, as in a container', () => {
  expect(whoRuns()).toBe(`${os.userInfo().username}@${os.hostname()}`);
  vi.mocked(os.userInfo).mockImplementation(() => {
    throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT');
  });
  expect(whoRuns()).toBe(`uid ${process.getuid?.() ?? 'unknown'}@${os.hostname()}`);
});
