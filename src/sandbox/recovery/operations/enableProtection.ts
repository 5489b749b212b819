import { MACHINES } from '../../arm/compute/machineReads.ts';
import { isArmId, keyOf, typeOfKey, type ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { acceptJob } from '../acceptedReply.ts';
import { CONTAINER_TYPE } from '../containerPairing.ts';
import { textAt } from '../field.ts';
import { currentJob, idleScenario, runningScenario } from '../items/currentJob.ts';
import { entityOf } from '../items/entityOf.ts';
import { beginInitialReplication, firstCopy } from '../items/initialReplication.ts';
import { detailsOf, disksOf, patchItem } from '../items/itemDetails.ts';
import { itemJobDetails } from '../items/itemJobDetails.ts';
import { newNics } from '../items/itemNics.ts';
import { phaseProperties } from '../items/itemStates.ts';
import { putAgent, removeLinks } from '../items/machineMarks.ts';
import { newItem } from '../items/newItem.ts';
import { deleteReplicaDisks } from '../items/replicaDisks.ts';
import { sideOf } from '../items/sideOf.ts';
import { enableReplication } from '../jobs/itemScenarios.ts';
import type { JobPlan } from '../jobs/jobPlan.ts';
import { nameGuid } from '../nameGuid.ts';
import { requireChild } from '../registerReads.ts';
import { requireNamed } from '../requireNamed.ts';
import { inUse, invalidInput } from '../siteRecoveryError.ts';
import { requireVault, VAULT_TYPE } from '../vaultScope.ts';
import { agentOf, checkEnabling, prepareTarget, type Enabling } from './enabling.ts';
import { busy, CONTAINER_PATH, ITEM_ROUTE } from './itemOperation.ts';
import { requireA2A, requirePairing, targetChoice } from './replicationInput.ts';

/**
 * Replicates a machine. What the request names in the vault is looked at before it is accepted; what it names in other services (machine, disks,
 * accounts, networks, quota) in the job's first task. The job ends when the first copy has begun [recorded].
 */
export function registerEnableProtection(world: World): void {
  world.router.add('PUT', ITEM_ROUTE, (call) => putItem(world, call));
}

function putItem(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const container = requireChild(world, call, CONTAINER_PATH);
  const input = requireA2A(world, call);
  const machineId = textAt(input, 'fabricObjectId') ?? '';
  if (!isArmId(machineId) || typeOfKey(keyOf(machineId)) !== MACHINES.toLowerCase()) {
    throw invalidInput(world, call, 'The id of the virtual machine is missing.');
  }
  const before = world.store.get(`${container.id}/replicationProtectedItems/${call.params['item']}`);
  if (before) return alreadyProtected(world, call, vault, before, machineId);

  const policy = requireNamed(world, call, vault, `${VAULT_TYPE}/replicationPolicies`, textAt(call.body, 'properties', 'policyId'));
  const recovery = requireNamed(world, call, vault, CONTAINER_TYPE, textAt(input, 'recoveryContainerId'));
  const choice = targetChoice(world, call);
  requirePairing(world, call, container, recovery, policy);
  const source = sideOf(world, container);
  const target = sideOf(world, recovery);
  const groupName = textAt(input, 'multiVmGroupName');
  // [GAP] What Azure says to it was never read.
  if (groupName && textAt(policy, 'properties', 'providerSpecificDetails', 'multiVmSyncStatus') !== 'Enabled') {
    throw invalidInput(world, call, `The policy '${policy.name}' takes no recovery points of several machines at one moment.`);
  }
  const enabling: Enabling = {
    name: call.params['item'] ?? '',
    machineId,
    policy,
    source,
    target,
    choice,
    networks: {
      fabricId: source.fabricId,
      isZonal: source.location === target.location,
      networkId: textAt(input, 'recoveryAzureNetworkId'),
      subnetName: textAt(input, 'recoverySubnetName'),
    },
    group: groupName ? { name: groupName, id: textAt(input, 'multiVmGroupId') ?? nameGuid(`${vault.id} ${groupName}`) } : undefined,
  };
  return acceptJob(world, call, vault.id, itemId(enabling), enableJob(world, call, enabling));
}

const itemId = ({ source, name }: Enabling): string => `${source.containerId}/replicationProtectedItems/${name}`;

/** Recorded: asking again for a machine under its name succeeds with a warning, and changes nothing. Another machine is refused [GAP]. */
function alreadyProtected(world: World, call: Call, vault: ArmResource, item: ArmResource, machineId: string): Reply {
  if (keyOf(detailsOf(item).fabricObjectId ?? '') !== keyOf(machineId))
    throw inUse(world, call, item.name, 'another machine is protected under this name');
  if (currentJob(world, item)) throw busy(world, call, item);
  return acceptJob(world, call, vault.id, item.id, {
    scenario: enableReplication,
    target: { id: entityOf(item), name: textAt(item, 'properties', 'friendlyName') ?? item.name },
    customDetails: itemJobDetails(item),
    complete: (run) => run.warn('45031'),
  });
}

function enableJob(world: World, call: Call, enabling: Enabling): JobPlan {
  const { store } = world;
  const id = itemId(enabling);
  const { machineId } = enabling;
  const fresh = freshItem(world, enabling);
  let prepared = false;
  return {
    scenario: enableReplication,
    target: { id: entityOf(fresh), name: textAt(fresh, 'properties', 'friendlyName') ?? fresh.name },
    customDetails: itemJobDetails(fresh),
    begin(jobId) {
      if (store.has(id)) throw inUse(world, call, enabling.name, 'a machine is protected under this name');
      store.put({
        ...fresh,
        properties: { ...fresh.properties, currentScenario: runningScenario(world, enableReplication.scenarioName, jobId) },
      });
    },
    steps: {
      EnableProtectionPreflightChecksTask: () => checkEnabling(world, enabling, id),
      CreateProtectionTargetTask: () => {
        prepareTarget(world, enabling, fresh);
        prepared = true;
      },
    },
    complete() {
      patchItem(world, id, { ...phaseProperties('initialReplication'), currentScenario: idleScenario(id) });
      const item = store.get(id);
      if (item) beginInitialReplication(world, item, firstCopy, () => newNics(world, store.get(machineId), enabling.networks));
    },
    undo(failure) {
      if (prepared) deleteReplicaDisks(world, disksOf(fresh));
      prepared = false;
      removeLinks(world, machineId, id);
      store.delete(id);
      const machine = store.get(machineId);
      // Codes of this group speak of the mobility service: its extension stays on the machine as it failed [recorded on a machine].
      if (machine && failure?.code.startsWith('151')) putAgent(world, machine, agentOf(fresh), 'Failed');
    },
  };
}

function freshItem(world: World, enabling: Enabling): ArmResource {
  const { group } = enabling;
  return newItem(world, {
    ...enabling,
    phase: 'enabling',
    machine: world.store.get(enabling.machineId),
    ...(group && { details: { multiVmGroupId: group.id, multiVmGroupName: group.name, multiVmGroupCreateOption: 'UserSpecified' } }),
  });
}
