import type { LogOutputChannel } from 'vscode';
import { expect, test } from 'vitest';
import { SafeLog } from '../../../src/editor/safeLog.ts';

test('neither tokens nor names of accounts and tenants get into the log, and lines keep their order', async () => {
  const lines: string[] = [];
  const write = (level: string) => (text: string) => lines.push(`${level} ${text}`);
  const channel = { info: write('info'), warn: write('warn'), error: write('error'), debug: write('debug') };
  const log = new SafeLog(channel as unknown as LogOutputChannel);
  log.hide('Fabrikam Ltd');
  log.write('info', 'Tenant Fabrikam Ltd is locked');
  const cause = new Error('Bearer eyJhbGciOiJub25lIn0.eyJ0aWQiOiIxIn0.sig of alice@contoso.example');
  log.write('error', 'reading:', new Error('Refused for Fabrikam Ltd', { cause }));
  log.write('debug', 'last', { code: 7 });
  await expect.poll(() => lines).toHaveLength(3);
  expect(lines[0]).toBe('info Tenant [name] is locked');
  expect(lines[1]).toMatch(/^error reading:\nError: Refused for \[name\]\n/);
  expect(lines[2]).toBe('debug last\n{"code":7}');
  expect(lines.join('\n')).not.toMatch(/eyJ|alice|Fabrikam/);
});
