import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';
import { serveSandbox, type Served } from './servedSandbox.ts';

const run = promisify(execFile);

/** Each command of the CLI takes a second or more to start. */
export const AZURE_CLI_TIMEOUT_MS = 180_000;

export interface AzureCli {
  readonly served: Served;
  /** What `az login` answered. */
  readonly accounts: readonly { readonly id: string; readonly isDefault: boolean }[];
  /** Runs `az` and answers its JSON; undefined for none. Rejects when the command fails. */
  readonly az: (...args: readonly string[]) => Promise<any>;
}

/** Plays `use` with the Azure CLI of this machine, signed in to a sandbox of its own. Skips the test, aloud, where there is no Azure CLI. */
export async function withAzureCli(context: TestContext, flags: readonly string[], use: (cli: AzureCli) => Promise<void>): Promise<void> {
  if (!(await hasCli())) {
    console.warn('SKIPPED: the Azure CLI (az) is not on this machine, so nobody has checked that it works with the sandbox.');
    context.skip('the Azure CLI (az) is not on this machine');
  }
  const served = await serveSandbox(...flags);
  const configuration = mkdtempSync(path.join(tmpdir(), 'sandbox-az-'));
  const env = {
    ...process.env,
    AZURE_CONFIG_DIR: configuration,
    REQUESTS_CA_BUNDLE: served.caCertificate,
    AZURE_CORE_COLLECT_TELEMETRY: '0',
  };
  const az = async (...args: readonly string[]): Promise<any> => {
    const { stdout } = await run('az', [...args, '--output', 'json', '--only-show-errors'], { env, maxBuffer: 2 ** 26 });
    return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  };
  try {
    const { url } = served;
    const endpoints = ['active-directory-resource-id', 'active-directory-graph-resource-id', 'management'].flatMap((name) => [
      `--endpoint-${name}`,
      `${url}/`,
    ]);
    const own = ['--endpoint-resource-manager', url, '--endpoint-active-directory', `${url}/adfs`];
    await az('cloud', 'register', '-n', 'Sandbox', ...own, ...endpoints);
    await az('cloud', 'set', '-n', 'Sandbox');
    const user = ['-u', '11111111-2222-4333-8444-555555555555', '-p', 'any'];
    const accounts = await az('login', '--service-principal', ...user, '--tenant', served.tenantId);
    await use({ served, accounts, az });
  } finally {
    rmSync(configuration, { recursive: true, force: true });
    await served.stop();
  }
}

async function hasCli(): Promise<boolean> {
  try {
    await run('az', ['version']);
    return true;
  } catch {
    return false;
  }
}
