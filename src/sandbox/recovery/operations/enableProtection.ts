import { instanceViewOf, powerStateOf } from '../../arm/compute/instanceView.ts';
import { MACHINES } from '../../arm/compute/machineReads.ts';
import { isArmId, keyOf, regionKey, typeOfKey, type ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { acceptJob } from '../acceptedReply.ts';
import { preciseTime } from '../azureTime.ts';
import { CONTAINER_TYPE } from '../containerPairing.ts';
import { textAt } from '../field.ts';
import { currentJob, idleScenario, runningScenario } from '../items/currentJob.ts';
import { checkDisks } from '../items/diskChecks.ts';
import { entityOf } from '../items/entityOf.ts';
import { beginInitialReplication, firstCopy } from '../items/initialReplication.ts';
import { detailsOf, disksOf, patchItem } from '../items/itemDetails.ts';
import { itemJobDetails } from '../items/itemJobDetails.ts';
import { newNics, type NetworkChoice } from '../items/itemNics.ts';
import { phaseProperties } from '../items/itemStates.ts';
import { linkBody } from '../items/linkBody.ts';
import { checkCapacity, checkGroup, checkNotReplicated, checkUp, machineProblem } from '../items/machineChecks.ts';
import { putAgent, removeLinks } from '../items/machineMarks.ts';
import { isOsDisk } from '../items/newDisk.ts';
import { newItem, type TargetChoice } from '../items/newItem.ts';
import { checkNetwork } from '../items/recoveryNics.ts';
import { deleteReplicaDisks, putReplicaDisk } from '../items/replicaDisks.ts';
import { sideOf, type Side } from '../items/sideOf.ts';
import { enableReplication } from '../itemScenarios.ts';
import { JobFailure, type JobPlan } from '../jobPlan.ts';
import { nameGuid } from '../nameGuid.ts';
import { requireChild } from '../registerReads.ts';
import { requireNamed } from '../requireNamed.ts';
import { inUse, invalidInput } from '../siteRecoveryError.ts';
import { requireVault, VAULT_TYPE } from '../vaultScope.ts';
import { busy, ITEM_PATH, ITEM_ROUTE } from './itemOperation.ts';
import { requireA2A, requirePairing, targetChoice } from './replicationInput.ts';

const CONTAINER = ITEM_PATH.slice(0, ITEM_PATH.indexOf('/replicationProtectedItems'));
const AGENT_FAILED = '151025';

/**
 * Replicates a machine. What the request names in the vault is looked at before it is accepted; what it names in other services (machine, disks,
 * accounts, networks, quota) in the job's first task. The job ends when the first copy has begun [recorded].
 */
export function registerEnableProtection(world: World): void {
  world.router.add('PUT', ITEM_ROUTE, (call) => putItem(world, call));
}

interface Enabling {
  readonly name: string;
  readonly machineId: string;
  readonly policy: ArmResource;
  readonly source: Side;
  readonly target: Side;
  readonly choice: TargetChoice;
  readonly networks: NetworkChoice;
  readonly group: { readonly name: string; readonly id: string } | undefined;
}

function putItem(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const container = requireChild(world, call, CONTAINER);
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
  const groupName = textAt(input, 'multiVmGroupName');
  const enabling: Enabling = {
    name: call.params['item'] ?? '',
    machineId,
    policy,
    source,
    target: sideOf(world, recovery),
    choice,
    networks: {
      fabricId: source.fabricId,
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
        prepare(world, enabling, id);
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

const agentOf = (item: ArmResource): string => detailsOf(item).osType ?? 'Linux';

/** The job's preflight. Throws the `JobFailure` of whatever is not as Site Recovery needs it. */
function checkEnabling(world: World, { machineId, source, target, choice, networks }: Enabling, id: string): void {
  checkUp(world, source.location, target.location);
  const machine = world.store.get(machineId);
  if (!machine) throw new JobFailure('28020', { causes: `The virtual machine '${machineId}' does not exist.` });
  if (regionKey(machine.location ?? '') !== regionKey(source.location)) {
    throw new JobFailure('28020', {
      causes: `The virtual machine '${machine.name}' is not in the region '${source.location}' of the fabric.`,
    });
  }
  checkNotReplicated(world, machine, id);
  const problem = machineProblem(machine);
  if (problem) throw problem;
  checkGroup(world, choice.recoveryResourceGroupId);
  checkCapacity(world, choice.recoveryResourceGroupId, target.location, textAt(machine, 'properties', 'hardwareProfile', 'vmSize') ?? '');
  if (networks.networkId !== undefined) checkNetwork(world, networks.networkId, target.location);
  checkDisks(world, machine, choice.vmManagedDisks, source.location);
  if (!choice.vmManagedDisks.some(({ diskId }) => isOsDisk(machine, diskId))) {
    throw new JobFailure('28020', { causes: 'The OS disk of the machine is not among the disks.' });
  }
}

/** The agent on the source, the disks in the target region, the link on the machine. */
function prepare(world: World, { machineId, target }: Enabling, id: string): void {
  const now = world.clock.now();
  const machine = world.store.get(machineId);
  const item = world.store.get(id);
  if (!machine || !item) throw new JobFailure('28020', { causes: `The virtual machine '${machineId}' does not exist.` });
  const power = powerStateOf(machine, now);
  // [GAP] Code for a machine that does not run: that of an extension that cannot be installed.
  if (power !== 'running') throw new JobFailure(AGENT_FAILED, { causes: `The virtual machine is ${power}.` });
  if (!hasReadyAgent(machine, now)) throw new JobFailure(AGENT_FAILED, { causes: 'The agent of the virtual machine is not ready.' });
  putAgent(world, machine, agentOf(item), 'Succeeded');
  for (const disk of disksOf(item)) putReplicaDisk(world, disk, target.location);
  world.store.put(linkBody(machine.id, id));
  patchItem(world, id, {}, { lastHeartbeat: preciseTime(now) });
}

function hasReadyAgent(machine: ArmResource, now: Date): boolean {
  const agent = instanceViewOf(machine, now)['vmAgent'];
  return textAt(agent, 'statuses', '0', 'displayStatus') === 'Ready';
}
