import { expect, test } from 'vitest';
import { readReplicatedDisks } from '../../src/azure/siteRecovery/readReplicatedDisks.ts';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { addDisk, type AddDiskChoices } from '../../src/operations/item/addDisk.ts';
import { enableReplication } from '../../src/operations/enable/enableReplication.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { choicesFor, openPlace, type Cut, type Place } from './operationsHarness.ts';

const ADD = /^POST .*\/addDisks$/;

/** A machine that is protected without its data disk. */
async function openWithout(): Promise<Place> {
  const place = openPlace();
  const source = await readReplicationSource(place.azure, place.own.machine);
  const operation = enableReplication(source, { ...choicesFor(place.own), leaveOut: [place.own.dataDisk] }, undefined);
  expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
  return place;
}

async function adding(place: Place, choices: AddDiskChoices = {}): Promise<Operation> {
  const item = await place.item();
  return addDisk(item, await readReplicationSource(place.azure, item.machineId), await readReplicatedDisks(place.azure, item), choices);
}

test('a disk that was left out is replicated through the account and into the group of the others', async () => {
  const place = await openWithout();
  const operation = await adding(place, { diskType: 'Standard_LRS' });
  expect(operation.steps.map((step) => (step.kind === 'post' ? step.call.body : step.kind))).toEqual([
    {
      properties: {
        providerSpecificDetails: {
          instanceType: 'A2A',
          vmManagedDisks: [
            {
              diskId: place.own.dataDisk,
              primaryStagingAzureStorageAccountId: place.own.cache,
              recoveryResourceGroupId: place.own.targetGroup,
              recoveryReplicaDiskAccountType: 'Standard_LRS',
              recoveryTargetDiskAccountType: 'Standard_LRS',
            },
          ],
        },
      },
    },
  ]);
  expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
  expect((await readReplicatedDisks(place.azure, await place.item())).diskIds).toEqual(
    [place.own.osDisk, place.own.dataDisk].map((id) => id.toLowerCase()),
  );
  expect(
    await place.azure.read(`${place.own.targetGroup}/providers/Microsoft.Compute/disks/vm-1_Data-ASRReplica`, '2024-03-02'),
  ).toBeDefined();
  await expect(adding(place)).rejects.toThrow('vm-1 has no disk that is not replicated.');
});

test.each<[Cut, 'succeeded' | 'uncertain', number]>([
  ['before', 'uncertain', 0],
  ['after', 'succeeded', 1],
  ['half', 'succeeded', 1],
])('a request whose connection breaks %s: %s, taken %i times', async (how, outcome, taken) => {
  const place = await openWithout();
  place.cut(ADD, how);
  const operation = await adding(place);
  expect(await place.run(operation)).toMatchObject({ kind: outcome });
  expect(place.taken(ADD)).toBe(taken);
  if (outcome === 'succeeded') return;
  expect(await place.run(operation, { resume: 'add-disk' })).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(ADD)).toBe(1);
});

test('what is encrypted, or is no disk of the machine, is refused before anything is sent', async () => {
  const place = await openWithout();
  await expect(adding(place, { diskId: place.own.osDisk })).rejects.toThrow('is no disk of vm-1 that could be added');
  const disk = place.own.resources.find(({ id }) => id === place.own.dataDisk)!;
  const encryption = { diskEncryptionSetId: `${place.own.sourceGroup}/providers/Microsoft.Compute/diskEncryptionSets/keys` };
  place.sandbox.control.putResources([{ ...disk, properties: { ...disk.properties, encryption } }]);
  await expect(adding(place)).rejects.toThrow('The disk vm-1_Data is encrypted with a key of your own.');
  expect(place.taken(ADD)).toBe(0);
});
