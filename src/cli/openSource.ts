import { readFile } from 'node:fs/promises';
import type { Connection } from '../azure/connection.ts';
import { UserError } from '../model/userError.ts';
import type { AuditSource } from './auditOptions.ts';

/** The way to what is audited. The built-in sandbox is made in this process; a served one is recognised before anything is asked of it. */
export async function openSource(source: AuditSource, signal: AbortSignal): Promise<Connection> {
  if (source.kind === 'sandbox') {
    const [{ createSandbox }, { sandboxHttpClient }, { sandboxConnection }] = await Promise.all([
      import('../sandbox/createSandbox.ts'),
      import('../sandbox/inProcess.ts'),
      import('../azure/connection.ts'),
    ]);
    const sandbox = createSandbox();
    return sandboxConnection(sandboxHttpClient((request) => sandbox.handle(request)), { kind: 'sandbox', label: 'Sandbox' });
  }
  const { connectServedSandbox } = await import('../azure/servedSandbox.ts');
  return connectServedSandbox(source.endpoint, await readCa(source.caFile), signal);
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(
      'usage',
      `The file of --ca cannot be read: ${file}.`,
      'Give the path that the sandbox printed as "caCertificate".',
      { cause },
    );
  }
}
