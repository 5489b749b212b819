import { readFile } from 'node:fs/promises';
import type { Connection } from '../azure/wire/connection.ts';
import { slowMs, tellingSlow } from '../azure/wire/tellSlow.ts';
import { UserError } from '../model/userError.ts';
import type { AuditSource } from './auditSource.ts';
import { printError } from './printError.ts';

interface SandboxOptions {
  readonly sandboxSpeed?: number;
}

/**
 * The way to what is audited or worked on. The built-in sandbox is made in this process, with a clock of the given speed; a served one is
 * recognised before anything is asked of it. Answers that keep the person waiting are told of on standard error.
 */
export async function openSource(source: AuditSource, signal: AbortSignal, options: SandboxOptions = {}): Promise<Connection> {
  const connection = await connect(source, signal, options);
  return tellingSlow(connection, ({ request, others }) => {
    const more = others > 0 ? ` and ${others} more` : '';
    // What became of a change is waited for all the same.
    const way = request.startsWith('GET ') ? ' Ctrl+C ends the waiting.' : '';
    printError(`${connection.source.label} has not answered for ${slowMs / 1000} s: ${request}${more}.${way}`);
  });
}

async function connect(source: AuditSource, signal: AbortSignal, { sandboxSpeed = 1 }: SandboxOptions): Promise<Connection> {
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
    import('../azure/wire/trusting.ts'),
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
