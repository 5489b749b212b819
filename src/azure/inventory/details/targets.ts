import { apiVersions } from '../../apiVersions.ts';
import { partsOf, type ArmId } from '../../../model/armId.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { locationOf } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** The api-version of what a failover may refer to, by its type. A resource group has no type. */
const versions: ReadonlyMap<string, string> = new Map([
  ['', '2021-04-01'],
  ['microsoft.compute/availabilitysets', apiVersions.compute],
  ['microsoft.compute/capacityreservationgroups', apiVersions.compute],
  ['microsoft.compute/diskencryptionsets', '2023-10-02'],
  ['microsoft.compute/proximityplacementgroups', apiVersions.compute],
  ['microsoft.compute/virtualmachinescalesets', apiVersions.compute],
  ['microsoft.keyvault/vaults', '2023-07-01'],
  ['microsoft.network/loadbalancers', apiVersions.networkInventory],
  ['microsoft.network/networksecuritygroups', apiVersions.networkInventory],
  ['microsoft.network/publicipaddresses', apiVersions.networkInventory],
  ['microsoft.storage/storageaccounts', apiVersions.storage],
]);

/** Whether a thing of the target region is there, and where: each of these types has a place. Types that no failover refers to are not looked at. */
export async function readTarget(reader: DetailReader, id: ArmId): Promise<void> {
  const apiVersion = versions.get(partsOf(id).type);
  if (apiVersion === undefined) return;
  await reader.readOrGone('targets', id, async () => {
    const location = locationOf((await reader.arm.get(id, apiVersion))['location']);
    if (location === undefined) throw badAnswer();
    return { location };
  });
}
