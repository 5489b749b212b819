import { partsOf, type ArmId } from '../../../model/armId.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { locationOf } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** The api-version of what a failover may refer to, by its type. A resource group has no type. */
const apiVersions: ReadonlyMap<string, string> = new Map([
  ['', '2021-04-01'],
  ['microsoft.compute/availabilitysets', '2024-07-01'],
  ['microsoft.compute/capacityreservationgroups', '2024-07-01'],
  ['microsoft.compute/diskencryptionsets', '2023-10-02'],
  ['microsoft.compute/proximityplacementgroups', '2024-07-01'],
  ['microsoft.compute/virtualmachinescalesets', '2024-07-01'],
  ['microsoft.keyvault/vaults', '2023-07-01'],
  ['microsoft.network/loadbalancers', '2023-09-01'],
  ['microsoft.network/networksecuritygroups', '2023-09-01'],
  ['microsoft.network/publicipaddresses', '2023-09-01'],
  ['microsoft.storage/storageaccounts', '2023-05-01'],
]);

/** Whether a thing of the target region is there, and where: each of these types has a place. Types that no failover refers to are not looked at. */
export async function readTarget(reader: DetailReader, id: ArmId): Promise<void> {
  const apiVersion = apiVersions.get(partsOf(id).type);
  if (apiVersion === undefined) return;
  await reader.readOrGone('targets', id, async () => {
    const location = locationOf((await reader.arm.get(id, apiVersion))['location']);
    if (location === undefined) throw badAnswer();
    return { location };
  });
}
