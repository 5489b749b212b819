import type { ArmResource } from '../../resource.ts';
import { textAt } from '../field.ts';
import type { World } from '../../world.ts';
import { patchProperties } from '../patchProperties.ts';
import { entityOf } from './entityOf.ts';
import { detailsOf } from './itemDetails.ts';
import { itemJobDetails } from './itemJobDetails.ts';

/** What a failover of one machine goes to. */
export interface FailoverFacts {
  readonly point: ArmResource | undefined;
  readonly networkId: string | null;
  readonly isTest?: boolean;
}

/** `customDetails` of a failover's job while it runs: nothing is said of the machine yet [recorded]. */
export function failoverDetails(item: ArmResource): Readonly<Record<string, unknown>> {
  return { ...itemJobDetails(item, 'FailoverJobDetails'), protectedItemDetails: [] };
}

/** `customDetails` of the job of a test failover or of its clean-up. Recorded for a clean-up (Hyper-V): it names no network. */
export function testFailoverDetails(
  item: ArmResource,
  networkId: string | null,
  comments: string | null,
): Readonly<Record<string, unknown>> {
  return { ...itemJobDetails(item, 'TestFailoverJobDetails'), ...testDetails(networkId, comments), protectedItemDetails: [] };
}

/** What a test's details have beside a failover's. */
export function testDetails(networkId: string | null, comments: string | null): Readonly<Record<string, unknown>> {
  const networkName = networkId?.split('/').at(-1) ?? null;
  const networkType = networkId === null ? null : 'VmNetworkAsInput';
  return { testFailoverStatus: null, comments, networkName, networkFriendlyName: networkName, networkType };
}

/** An entry of `protectedItemDetails` of a failover's job that has ended: points are named by their GUIDs [recorded]. */
export function failedOverMachine(
  item: ArmResource,
  { point, networkId, isTest = false }: FailoverFacts,
): Readonly<Record<string, unknown>> {
  const { tfoAzureVMName, vmNics } = detailsOf(item);
  const testName = isTest ? tfoAzureVMName : null;
  return {
    name: entityOf(item),
    friendlyName: textAt(item, 'properties', 'friendlyName') ?? item.name,
    testVmName: testName,
    testVmFriendlyName: testName,
    networkConnectionStatus: null,
    networkFriendlyName: networkId?.split('/').at(-1) ?? null,
    subnet: vmNics?.[0]?.ipConfigs?.[0]?.recoverySubnetName ?? null,
    recoveryPointId: point?.name ?? null,
    recoveryPointTime: textAt(point, 'properties', 'recoveryPointTime') ?? null,
  };
}

/** Writes into a job that has come to its end which machine went where. */
export function showFailedOver(world: World, jobId: string, item: ArmResource, facts: FailoverFacts): void {
  patchProperties(world, jobId, ({ customDetails }) => ({
    customDetails: { ...(customDetails as object), protectedItemDetails: [failedOverMachine(item, facts)] },
  }));
}
