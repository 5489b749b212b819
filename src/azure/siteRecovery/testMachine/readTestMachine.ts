import { apiVersions } from '../../apiVersions.ts';
import { lastOf } from '../../../model/armPath.ts';
import type { VirtualMachine } from '../../../model/compute.ts';
import type { ExpectedMachine, NamedDisk, TestMachine } from '../../../model/testMachine.ts';
import { attempt } from '../../wire/attempt.ts';
import { throwBadAnswer } from '../../wire/badAnswer.ts';
import { rowOf } from '../../inventory/columns.ts';
import { parseInstanceView } from '../../inventory/readMachineStatus.ts';
import { machinesTable } from '../../inventory/tables/machinesTable.ts';
import { networkInterfacesTable } from '../../inventory/tables/networkInterfacesTable.ts';
import { flagOf, numberOf, recordOf, recordsOf, textOf, type Row } from '../../values.ts';
import type { RecoveryAccess } from '../recoveryAccess.ts';

/** Reads a test machine with its status and interfaces, and its protected item: two calls and one an interface. What cannot be read is missing. */
export async function readTestMachine(azure: RecoveryAccess, itemId: string, machineId: string): Promise<TestMachine> {
  const [body, expected] = await Promise.all([
    attempt(() => azure.read(machineId, apiVersions.compute, { $expand: 'instanceView' })),
    attempt(async () => expectedOf(await azure.read(itemId, apiVersions.siteRecovery))),
  ]);
  const row = 'value' in body ? body.value : undefined;
  const properties = recordOf(row?.['properties']);
  const nics = recordsOf(recordOf(properties?.['networkProfile'])?.['networkInterfaces']) ?? [];
  return {
    id: machineId,
    machine: 'value' in body ? await attempt(async () => (row ? machineOf(row) : null)) : body,
    disks: disksOf(properties),
    hasBootDiagnostics: row && flagOf(recordOf(recordOf(properties?.['diagnosticsProfile'])?.['bootDiagnostics'])?.['enabled']) === true,
    interfaces: await Promise.all(
      nics.map((nic) =>
        attempt(async () => {
          const read = await azure.read(textOf(nic['id']) ?? '', apiVersions.network);
          return read ? (networkInterfacesTable.parse(rowOf(networkInterfacesTable, read)) ?? throwBadAnswer()) : null;
        }),
      ),
    ),
    expected,
  };
}

function machineOf(row: Row): VirtualMachine {
  const facts = machinesTable.parse(rowOf(machinesTable, row)) ?? throwBadAnswer();
  return { ...facts, ...parseInstanceView(recordOf(row['properties'])?.['instanceView']) };
}

function disksOf(properties: Row | undefined): readonly NamedDisk[] {
  const storage = recordOf(properties?.['storageProfile']);
  const disks = [recordOf(storage?.['osDisk']), ...(recordsOf(storage?.['dataDisks']) ?? [])].filter((disk) => disk !== undefined);
  return disks.map((disk) => {
    const id = textOf(recordOf(disk['managedDisk'])?.['id']) ?? '';
    return { name: lastOf(id), sizeGb: numberOf(disk['diskSizeGB']) };
  });
}

const bytesOfGb = 1024 ** 3;

function expectedOf(item: Row | undefined): ExpectedMachine {
  const details = recordOf(recordOf(item?.['properties'])?.['providerSpecificDetails']);
  const disks = recordsOf(details?.['protectedManagedDisks']);
  const nics = recordsOf(details?.['vmNics']);
  if (!disks || !nics) return throwBadAnswer();
  return {
    disks: disks.map((disk) => {
      const bytes = numberOf(disk['diskCapacityInBytes']);
      // Recorded: 136,367,308,800 bytes for 127 GiB.
      return { name: textOf(disk['tfoDiskName']) ?? '', sizeGb: bytes === undefined ? undefined : Math.round(bytes / bytesOfGb) };
    }),
    interfaces: nics.length,
  };
}
