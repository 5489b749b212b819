import { expect, test } from 'vitest';
import { cloudNamed } from '../../../src/azure/clouds.ts';
import { nextSteps } from '../../../src/cli/operate/nextSteps.ts';
import { sameCommand } from '../../../src/cli/operate/sameCommand.ts';
import type { RecoveryAccess } from '../../../src/azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../../../src/model/recoveryItem.ts';
import { UserError } from '../../../src/model/userError.ts';
import { consequences } from '../../../src/operations/consequences.ts';
import { operationKinds, type Operation } from '../../../src/operations/operation.ts';

const confirmed = {
  azureId: '/vault/item',
  sourceLocation: 'westeurope',
  targetLocation: 'northeurope',
  allowedOperations: ['Commit', 'SwitchProtection'],
  recoveryMachineId: '/subscriptions/s/resourceGroups/rg-dr/providers/Microsoft.Compute/virtualMachines/web-01',
  testMachineId: '/subscriptions/s/resourceGroups/rg-dr/providers/Microsoft.Compute/virtualMachines/web-01-test',
} as unknown as RecoveryItem;
const inputs = {
  targetRegion: 'northeurope',
  networkId: '/subscriptions/s/resourceGroups/rg-dr/providers/Microsoft.Network/virtualNetworks/vnet-test',
  diskId: 'web-01-data',
  isolation: 'isolated',
  recoveryPointId: 'latest',
  shutDownSource: 'no',
  size: 'Standard_D4s_v5',
  addresses: 'web-01-nic=10.2.1.4',
  from: 'northeurope',
  to: 'westeurope',
  source: 'there',
};
const operation = (kind: Operation['kind'], more: Partial<typeof inputs> = {}): Operation => ({
  kind,
  subject: '/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/web-01',
  machine: 'web-01',
  vaultId: '/vault',
  inputs: { ...inputs, ...more },
  steps: [],
  confirmed,
});

const same = sameCommand({
  source: { kind: 'azure', cloud: cloudNamed('AzureCloud'), credential: 'azureCli', tenant: undefined, caFile: undefined },
  stateFolder: undefined,
});

test('what each command does is said before, and what is next after it', async () => {
  const points = [{ id: '/points/1', properties: { recoveryPointTime: '2026-09-14T08:00:00Z' } }];
  const azure = { readItem: async () => confirmed, list: async () => points } as unknown as RecoveryAccess;
  const pages: string[] = [];
  for (const kind of operationKinds) {
    const next = await nextSteps(operation(kind), azure, same);
    pages.push([kind, ...consequences(operation(kind)), ...(next ? ['afterwards:', ...next.lines] : [])].join('\n'));
  }
  const chosen = [
    operation('failover', { recoveryPointId: '/points/1', shutDownSource: 'yes' }),
    operation('reprotect', { source: 'unknown' }),
    operation('test-failover', { isolation: 'production' }),
  ];
  pages.push(...chosen.map((one) => [`${one.kind}, chosen otherwise`, ...consequences(one)].join('\n')));
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/consequences.txt');
});

test('what is next is told though the item cannot be read any more', async () => {
  const azure = {
    readItem: async () => {
      throw new UserError('unreachable', 'Azure does not answer.', 'Try again.');
    },
  } as unknown as RecoveryAccess;
  expect(await nextSteps(operation('failover'), azure, same)).toMatchObject({
    machineId: '',
    lines: expect.arrayContaining(['it runs as: ']),
  });
});
