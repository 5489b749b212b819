import { recoveryApiVersion } from '../azure/siteRecovery/recoveryAccess.ts';
import type { VaultSetup } from '../model/replicationSource.ts';
import { containerName, fabricName, mappingName, policyName } from './replicationNames.ts';
import type { PutStep } from './step.ts';

/** What Site Recovery needs in a vault to replicate from one region to another. */
interface Pair {
  readonly steps: readonly PutStep[];
  readonly sourceContainerId: string;
  readonly targetContainerId: string;
  readonly policyId: string;
}

const minutesOfADay = 24 * 60;

/**
 * Fabrics, containers, policy and the mappings of both directions. What the vault has for the two regions is used, whatever it is called: a
 * vault has one fabric for a region.
 */
export function pairSteps(vaultId: string, from: string, to: string, setup: VaultSetup | undefined): Pair {
  const fabric = (region: string): string =>
    setup?.fabrics.find(({ location }) => location === region)?.id ?? `${vaultId}/replicationFabrics/${fabricName(region)}`;
  const [sourceFabric, targetFabric] = [fabric(from), fabric(to)];
  const mapping = setup?.mappings.find(
    ({ sourceContainerId, targetContainerId }) => within(sourceContainerId, sourceFabric) && within(targetContainerId, targetFabric),
  );
  const container = (region: string, fabricId: string): string =>
    setup?.containers.find((one) => same(one.fabricId, fabricId))?.id ??
    `${fabricId}/replicationProtectionContainers/${containerName(region)}`;
  const sourceContainerId = mapping?.sourceContainerId ?? container(from, sourceFabric);
  const targetContainerId = mapping?.targetContainerId ?? container(to, targetFabric);
  const policyId = mapping?.policyId ?? `${vaultId}/replicationPolicies/${policyName}`;

  const mappingStep = (name: string, source: string, target: string, ownName: string): PutStep => {
    const known = setup?.mappings.find((one) => same(one.sourceContainerId, source) && same(one.targetContainerId, target));
    const path = known?.id ?? `${source}/replicationProtectionContainerMappings/${ownName}`;
    return put(
      name,
      `Container mapping ${ownName}`,
      path,
      {
        policyId: known?.policyId ?? policyId,
        targetProtectionContainerId: target,
        providerSpecificInput: { instanceType: 'A2A', agentAutoUpdateStatus: 'Disabled' },
      },
      { 'properties.targetProtectionContainerId': target },
    );
  };
  const fabricStep = (name: string, path: string, location: string): PutStep =>
    put(
      name,
      `Fabric of ${location}`,
      path,
      { customDetails: { instanceType: 'Azure', location } },
      {
        'properties.customDetails.location': location,
      },
    );
  const containerStep = (name: string, path: string, location: string): PutStep =>
    put(name, `Protection container of ${location}`, path, { providerSpecificInput: [{ instanceType: 'A2A' }] });

  return {
    steps: [
      fabricStep('source-fabric', sourceFabric, from),
      fabricStep('target-fabric', targetFabric, to),
      containerStep('source-container', sourceContainerId, from),
      containerStep('target-container', targetContainerId, to),
      put('policy', 'Replication policy', policyId, {
        providerSpecificInput: {
          instanceType: 'A2A',
          recoveryPointHistory: minutesOfADay,
          crashConsistentFrequencyInMinutes: 5,
          appConsistentFrequencyInMinutes: 0,
          multiVmSyncStatus: 'Enable',
        },
      }),
      mappingStep('mapping', sourceContainerId, targetContainerId, mappingName(from, to)),
      mappingStep('mapping-back', targetContainerId, sourceContainerId, mappingName(to, from)),
    ],
    sourceContainerId,
    targetContainerId,
    policyId,
  };
}

function put(name: string, title: string, path: string, properties: object, requires: PutStep['requires'] = {}): PutStep {
  return { kind: 'put', name, title, call: { method: 'PUT', path, apiVersion: recoveryApiVersion, body: { properties } }, requires };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function within(id: string, parent: string): boolean {
  return id.toLowerCase().startsWith(`${parent.toLowerCase()}/`);
}
