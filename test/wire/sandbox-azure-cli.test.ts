import { expect, it } from 'vitest';
import { AZURE_CLI_TIMEOUT_MS, withAzureCli } from './azureCli.ts';

it('the Azure CLI, unchanged, signs in and lists', { timeout: AZURE_CLI_TIMEOUT_MS }, (context) =>
  withAzureCli(context, ['--clock', 'manual'], async ({ az, accounts, served }) => {
    expect(accounts.map(({ id }) => id).toSorted()).toEqual([...served.subscriptions].toSorted());
    const subscription = accounts.find(({ isDefault }) => isDefault)?.id;

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

    // Debian's CLI wants a version of the compute API that its own library does not have: the hybrid profile is the way round.
    await az('cloud', 'update', '-n', 'Sandbox', '--profile', '2020-09-01-hybrid');
    const machines = await az('vm', 'list');
    expect(machines.length).toBeGreaterThan(0);
    expect(machines[0].storageProfile.osDisk).toBeDefined();
  }),
);
