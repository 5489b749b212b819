import type { ArmResource } from '../resource.ts';
import { nameGuid } from '../recovery/nameGuid.ts';
import { itemBody } from '../recovery/items/itemBody.ts';
import type { ItemPhase } from '../recovery/items/itemStates.ts';
import type { Side } from '../recovery/items/sideOf.ts';
import type { Disk } from './disk.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import { missingSubnet, neverDrilled, replicationTrouble } from './healthErrors.ts';
import type { Machine } from './machine.ts';
import { groupId } from './place.ts';
import { protectedDisk, vmNic } from './protectedItemParts.ts';
import { replicaDisk } from './replicaDisk.ts';
import { linkBody } from '../recovery/items/linkBody.ts';
import type { ReplicationPair } from './replicationPair.ts';
import type { Fabric } from './vault.ts';

/** How far a machine has come. */
export type Phase = Exclude<ItemPhase, 'enabling'>;

export interface ItemFacts {
  readonly phase?: Phase;
  /** When the phase began. */
  readonly sinceHours?: number;
  /** Days since the last successful test failover; undefined: never. */
  readonly drilledDaysAgo?: number;
  readonly rpoSeconds?: number;
  /** The RPO figure stands still since then: replication does not run. */
  readonly figureAgeHours?: number;
  readonly health?: 'Warning' | 'Critical';
  /** Azure's own check says that a failover would fail. */
  readonly failoverTrouble?: boolean;
  /** Attached disks without replication that Azure reports in `unprotectedDisks`. */
  readonly unprotected?: readonly Disk[];
  /** Attached disks without replication that Azure does not speak of. */
  readonly leftOut?: readonly Disk[];
  readonly agentExpiresInDays?: number;
  readonly agentUpdateRequired?: boolean;
  readonly targetZone?: string;
  /** What a failover gives the machine, where somebody has set it. */
  readonly recovery?: {
    readonly subnet?: string;
    readonly staticAddress?: string;
    readonly publicAddressId?: string;
    readonly encryptionSetId?: string;
  };
  /** Id of the machine that the open test failover or the failover made. */
  readonly madeMachineId?: string;
  /** Id of the job of the open test failover. */
  readonly jobId?: string;
}

export interface ProtectedItem {
  readonly id: string;
  readonly name: string;
  readonly machine: Machine;
  readonly pair: ReplicationPair;
  /** What recovery plans and health errors call the machine. */
  readonly entityId: string;
  /** As the vault shows it. */
  readonly body: ArmResource;
}

function itemName(machine: Machine): string {
  return `${machine.at.group}-${machine.name}`;
}

/** Makes a replicated item, its replica disks and the link under its machine. Shape: the recorded bodies of an item's life. */
export function protectedItem(b: EstateBuilder, pair: ReplicationPair, machine: Machine, facts: ItemFacts = {}): ProtectedItem {
  const phase = facts.phase ?? 'protected';
  const name = itemName(machine);
  const id = `${pair.source.containerId}/replicationProtectedItems/${name}`;
  const entityId = nameGuid(id);
  const starting = phase === 'initialReplication' || phase === 'firstPointPending';
  const over = phase === 'failedOver' || phase === 'committed';
  const since = b.hoursAgo(facts.sinceHours ?? 0);
  const figureAge = over ? (facts.sinceHours ?? 0) : (facts.figureAgeHours ?? 0);
  const drilled = facts.drilledDaysAgo;
  const undrilled = !starting && !over && drilled === undefined;
  const healthErrors = [
    ...(facts.health ? [replicationTrouble(b, facts.health, machine.name, entityId, figureAge)] : []),
    ...(facts.failoverTrouble ? [missingSubnet(machine.name, entityId, b.daysAgo(2))] : []),
    ...(undrilled ? [neverDrilled(machine.name, entityId, b.daysAgo(20))] : []),
  ];
  const unreplicated = new Set([...(facts.unprotected ?? []), ...(facts.leftOut ?? [])].map((disk) => disk.id));
  const disks = machine.disks.filter((disk) => !unreplicated.has(disk.id));
  if (!over) for (const disk of disks) replicaDisk(b, pair, disk);
  const pointId = over ? `${id}/recoveryPoints/${b.guid()}` : null;
  const item = itemBody({
    name,
    phase,
    policy: pair.policy,
    source: sideOfFabric(pair.source),
    target: sideOfFabric(pair.target),
    machine: { ...machine, generation: 'V2' },
    disks: disks.map((disk) => protectedDisk(pair, disk, starting, over, facts.recovery?.encryptionSetId)),
    targetGroupId: groupId(pair.targetGroup),
    targetZone: facts.targetZone,
    multiVmGroupId: b.guid(),
    managementId: b.guid(),
    eventCorrelationId: '',
  });
  const details = {
    ...(item.properties?.['providerSpecificDetails'] as object),
    unprotectedDisks: facts.unprotected?.map(({ lun }) => ({ diskLunId: lun, diskAutoProtectionStatus: 'Disabled' })) ?? null,
    vmSyncedConfigDetails: { tags: { ...machine.tags }, inputEndpoints: [] },
    monitoringPercentageCompletion: starting ? 43 : 0,
    monitoringJobType: 'InitialReplication',
    lastHeartbeat: b.hoursAgo(figureAge),
    ...(facts.agentExpiresInDays !== undefined && { agentExpiryDate: b.daysAgo(-facts.agentExpiresInDays) }),
    isReplicationAgentUpdateRequired: facts.agentUpdateRequired ?? false,
    agentCertificateExpiryDate: b.daysAgo(-700),
    recoveryFabricObjectId: over ? (facts.madeMachineId ?? null) : null,
    testFailoverRecoveryFabricObjectId: phase === 'testOpen' ? (facts.madeMachineId ?? null) : null,
    ...(!starting && replicatedDetails(b, pair, machine, facts, figureAge)),
  };
  const body = b.add({
    ...item,
    properties: {
      ...item.properties,
      replicationHealth: facts.health ?? 'Normal',
      failoverHealth: facts.failoverTrouble ? 'Critical' : undrilled ? 'Warning' : 'Normal',
      healthErrors,
      // Absent, not null, until they exist (recorded).
      ...(drilled === undefined ? {} : { lastSuccessfulTestFailoverTime: b.daysAgo(drilled) }),
      ...(over ? { lastSuccessfulFailoverTime: since } : {}),
      ...(phase === 'testOpen' && { currentScenario: { scenarioName: 'TestFailover', jobId: facts.jobId, startTime: since } }),
      failoverRecoveryPointId: pointId,
      providerSpecificDetails: details,
      eventCorrelationId: b.guid(),
    },
  });
  if (!starting && !over && facts.figureAgeHours === undefined) b.replicating.push(id);
  countItem(pair);
  b.add(linkBody(machine.id, id));
  return { id, name, machine, pair, entityId, body };
}

/** What is known once the first copy is made. */
function replicatedDetails(
  b: EstateBuilder,
  pair: ReplicationPair,
  machine: Machine,
  facts: ItemFacts,
  figureAge: number,
): Record<string, unknown> {
  return {
    selectedRecoveryAzureNetworkId: pair.targetNetwork.id,
    vmNics: [vmNic(b, pair, machine, facts.recovery)],
    vmProtectionState: 'Protected',
    vmProtectionStateDescription: 'Protected',
    lifecycleId: b.guid(),
    rpoInSeconds: facts.rpoSeconds ?? b.between(120, 420),
    lastRpoCalculatedTime: b.hoursAgo(figureAge),
  };
}

function sideOfFabric(fabric: Fabric): Side {
  const { id: fabricId, friendlyName: fabricName, location, containerId, containerName, providerId } = fabric;
  return { fabricId, fabricName, location, containerId, containerName, providerId };
}

function countItem({ source }: ReplicationPair): void {
  const properties = source.container.properties;
  if (properties) properties['protectedItemCount'] = Number(properties['protectedItemCount']) + 1;
}
