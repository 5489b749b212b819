import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { serveSandbox } from './servedSandbox.ts';

const run = promisify(execFile);
/** Each command of the CLI takes a second or more to start. */
const TIMEOUT_MS = 180_000;

async function hasCli(): Promise<boolean> {
  try {
    await run('az', ['version']);
    return true;
  } catch {
    return false;
  }
}

it('the Azure CLI, unchanged, signs in and lists', { timeout: TIMEOUT_MS }, async (context) => {
  if (!(await hasCli())) {
    console.warn('SKIPPED: the Azure CLI (az) is not on this machine, so nobody has checked that it works with the sandbox.');
    context.skip('the Azure CLI (az) is not on this machine');
  }
  const served = await serveSandbox('--clock', 'manual');
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
    await az(
      'cloud',
      'register',
      '-n',
      'Sandbox',
      '--endpoint-resource-manager',
      url,
      '--endpoint-active-directory',
      `${url}/adfs`,
      ...endpoints,
    );
    await az('cloud', 'set', '-n', 'Sandbox');
    const accounts = await az(
      'login',
      '--service-principal',
      '-u',
      '11111111-2222-4333-8444-555555555555',
      '-p',
      'any',
      '--tenant',
      served.tenantId,
    );
    expect(accounts.map(({ id }: { id: string }) => id).toSorted()).toEqual([...served.subscriptions].toSorted());
    const subscription = accounts.find(({ isDefault }: { isDefault: boolean }) => isDefault).id;

    expect((await az('disk', 'list')).length).toBeGreaterThan(0);
    expect((await az('storage', 'account', 'list')).length).toBeGreaterThan(0);
    const vaults = await az('backup', 'vault', 'list');
    expect(vaults.length).toBeGreaterThan(0);
    const items = await Promise.all(
      vaults.map(({ id }: { id: string }) => az('rest', '--url', `${id}/replicationProtectedItems?api-version=2023-06-01`)),
    );
    const replicated = items.flatMap(({ value }) => value);
    expect(replicated.length).toBeGreaterThan(0);
    expect(replicated[0].type).toMatch(/replicationProtectedItems$/i);
    const missing = await az('rest', '--url', `/subscriptions/${subscription}/resourceGroups/none?api-version=2021-04-01`).catch(String);
    expect(missing).toContain('ResourceGroupNotFound');

    await az('group', 'create', '-n', 'made by nobody', '-l', 'westeurope').then(expect.unreachable, (error) =>
      expect(String(error)).toContain('InvalidResourceGroup'),
    );
    await az('group', 'create', '-n', 'Made', '-l', 'West Europe');
    const day = ['--start-time', '2026-09-14T00:00:00Z', '--end-time', '2026-09-15T00:00:00Z'];
    const events = await az('monitor', 'activity-log', 'list', '--resource-group', 'made', ...day);
    expect(events.map(({ status }: any) => status.value)).toEqual(['Succeeded', 'Started']);
    expect(events[0].operationName.value).toBe('Microsoft.Resources/subscriptions/resourceGroups/write');

    // Debian's CLI wants a version of the compute API that its own library does not have: the hybrid profile is the way round.
    await az('cloud', 'update', '-n', 'Sandbox', '--profile', '2020-09-01-hybrid');
    const machines = await az('vm', 'list');
    expect(machines.length).toBeGreaterThan(0);
    expect(machines[0].storageProfile.osDisk).toBeDefined();
  } finally {
    rmSync(configuration, { recursive: true, force: true });
    await served.stop();
  }
});
