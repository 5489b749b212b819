import type { ArmResource } from '../../resource.ts';
import { textAt } from '../field.ts';
import { detailsOf } from './itemDetails.ts';
import { itemJobDetails } from './itemJobDetails.ts';

/** `customDetails` of a failover's job: the OpenAPI's `FailoverJobDetails` and `TestFailoverJobDetails`. [GAP] Never recorded. */
export function failoverDetails(
  item: ArmResource,
  instanceType: 'FailoverJobDetails' | 'TestFailoverJobDetails',
  point: ArmResource | undefined,
  networkId: string | null,
): Readonly<Record<string, unknown>> {
  const details = detailsOf(item);
  const isTest = instanceType === 'TestFailoverJobDetails';
  const networkName = networkId?.split('/').at(-1) ?? null;
  return {
    ...itemJobDetails(item, instanceType),
    ...(isTest && {
      testFailoverStatus: null,
      comments: null,
      networkName,
      networkFriendlyName: networkName,
      networkType: 'VmNetworkAsInput',
    }),
    protectedItemDetails: [
      {
        name: item.name,
        friendlyName: textAt(item, 'properties', 'friendlyName') ?? item.name,
        testVmName: isTest ? details.tfoAzureVMName : null,
        testVmFriendlyName: isTest ? details.tfoAzureVMName : null,
        networkConnectionStatus: null,
        networkFriendlyName: networkName,
        subnet: details.vmNics?.[0]?.ipConfigs?.[0]?.recoverySubnetName ?? null,
        recoveryPointId: point?.id ?? null,
        recoveryPointTime: textAt(point, 'properties', 'recoveryPointTime') ?? null,
      },
    ],
  };
}
