import { readFile } from 'node:fs/promises';
import type { Connection } from '../azure/wire/connection.ts';
import { UserError } from '../model/userError.ts';
import type { AuditSource } from './auditSource.ts';

/**
 * The way to what is audited or worked on. The built-in sandbox is made in this process, with a clock of the given speed; a served one is
 * recognised before anything is asked of it.
 */
export async function openSource(
  source: AuditSource,
  signal: AbortSignal,
  { sandboxSpeed = 1 }: { readonly sandboxSpeed?: number } = {},
): Promise<Connection> {
  switch (source.kind) {
    case 'sandbox':
      return openSandbox(sandboxSpeed);
    case 'served': {
      const { connectServedSandbox } = await import('../azure/wire/servedSandbox.ts');
      return connectServedSandbox(source.endpoint, await readCa(source.caFile), signal);
    }
    case 'azure':
      return openAzure(source);
  }
}

async function openSandbox(speed: number): Promise<Connection> {
  const [{ createSandbox }, { sandboxHttpClient }, { sandboxConnection }] = await Promise.all([
    import('../sandbox/createSandbox.ts'),
    import('../sandbox/inProcess.ts'),
    import('../azure/wire/connection.ts'),
  ]);
  const sandbox = createSandbox({ speed });
  return sandboxConnection(
    sandboxHttpClient((request) => sandbox.handle(request)),
    { kind: 'sandbox', label: 'Sandbox' },
  );
}

async function openAzure({ cloud, credential, tenant, caFile }: AuditSource & { readonly kind: 'azure' }): Promise<Connection> {
  const [{ connectAzure }, { openCredential }, { trusting }, { httpsClient }] = await Promise.all([
    import('../azure/wire/connectAzure.ts'),
    import('../azure/signIn/credentials.ts'),
    import('../azure/signIn/trusting.ts'),
    import('../azure/wire/httpsClient.ts'),
  ]);
  const ca = caFile === undefined ? undefined : await readCa(caFile);
  const signIn = await openCredential(credential, { cloud, tenant, httpClient: ca === undefined ? undefined : trusting(ca) });
  return connectAzure(cloud, signIn, httpsClient(ca));
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError('usage', `The file of --ca cannot be read: ${file}.`, 'A served sandbox prints its path as "caCertificate".', {
      cause,
    });
  }
}
