import { instanceViewOf, powerStateOf } from '../../arm/compute/instanceView.ts';
import { regionKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { ITEM_TYPE } from '../containerPairing.ts';
import { textAt } from '../field.ts';
import { checkDisks } from '../items/checkDisks.ts';
import { checkTarget } from '../items/checkTarget.ts';
import { checkWayOut } from '../items/checkWayOut.ts';
import { detailsOf, detailText, disksOf, patchItem } from '../items/itemDetails.ts';
import type { NetworkChoice } from '../items/itemNics.ts';
import { linkBody } from '../items/linkBody.ts';
import { checkCapacity, checkGroup, checkNotReplicated, checkUp, machineProblem, requireMachine } from '../items/machineChecks.ts';
import { putAgent } from '../items/machineMarks.ts';
import { isOsDisk } from '../items/newDisk.ts';
import type { TargetChoice } from '../items/newItem.ts';
import { checkNetwork } from '../items/recoveryNics.ts';
import { putReplicaDisk } from '../items/replicaDisks.ts';
import type { Side } from '../items/sideOf.ts';
import { checkZonal } from '../items/checkZonal.ts';
import { failureFor, JobFailure } from '../jobs/jobPlan.ts';

const AGENT_FAILED = '151025';
/** Machines that may share their recovery points (azure-to-azure-common-questions). */
const MOST_GROUP_MEMBERS = 16;

/** A request to replicate a machine, as far as the vault could look at it. */
export interface Enabling {
  readonly name: string;
  readonly machineId: string;
  readonly policy: ArmResource;
  readonly source: Side;
  readonly target: Side;
  readonly choice: TargetChoice;
  readonly networks: NetworkChoice;
  readonly group: { readonly name: string; readonly id: string } | undefined;
}

/** `Windows` or `Linux`, as the agent's extension is called. */
export const agentOf = (item: ArmResource): string => detailsOf(item).osType ?? 'Linux';

/** The job's preflight. Throws the `JobFailure` of whatever is not as Site Recovery needs it. */
export function checkEnabling(world: World, { machineId, source, target, choice, networks, group }: Enabling, id: string): void {
  checkUp(world, source.location, target.location);
  const machine = requireMachine(world, machineId);
  if (regionKey(machine.location ?? '') !== regionKey(source.location)) {
    throw failureFor(`The virtual machine '${machine.name}' is not in the region '${source.location}' of the fabric.`);
  }
  checkNotReplicated(world, machine, id);
  const problem = machineProblem(machine);
  if (problem) throw problem;
  checkGroup(world, choice.recoveryResourceGroupId);
  checkCapacity(world, choice.recoveryResourceGroupId, target.location, textAt(machine, 'properties', 'hardwareProfile', 'vmSize') ?? '');
  if (networks.networkId !== undefined) checkNetwork(world, networks.networkId, target.location);
  checkTarget(world, choice, target.location);
  checkDisks(world, machine, choice.vmManagedDisks, { source: source.location, target: target.location });
  const others = world.store.list(ITEM_TYPE).filter((item) => item.id !== id && detailText(item, 'multiVmGroupId') === group?.id);
  if (group && others.length >= MOST_GROUP_MEMBERS) {
    throw failureFor(`The group '${group.name}' has ${MOST_GROUP_MEMBERS} machines already.`);
  }
  if (networks.isZonal) checkZonal(world, machine, choice);
  if (!choice.vmManagedDisks.some(({ diskId }) => isOsDisk(machine, diskId))) {
    throw failureFor('The OS disk of the machine is not among the disks.');
  }
}

/** The agent on the source, the disks in the target region, the link on the machine. */
export function prepareTarget(world: World, { machineId, target }: Enabling, item: ArmResource): void {
  const now = world.clock.now();
  const machine = requireMachine(world, machineId);
  // Meanwhile a failover may have made it.
  checkNotReplicated(world, machine, item.id);
  const power = powerStateOf(machine, now);
  // [GAP] Code for a machine that does not run: that of an extension that cannot be installed.
  if (power !== 'running') throw new JobFailure(AGENT_FAILED, { causes: `The virtual machine is ${power}.` });
  if (!hasReadyAgent(machine, now)) throw new JobFailure(AGENT_FAILED, { causes: 'The agent of the virtual machine is not ready.' });
  checkWayOut(world, machine);
  putAgent(world, machine, agentOf(item), 'Succeeded');
  for (const disk of disksOf(item)) putReplicaDisk(world, disk, target.location);
  world.store.put(linkBody(machine.id, item.id));
  patchItem(world, item.id, {}, { lastHeartbeat: preciseTime(now) });
}

function hasReadyAgent(machine: ArmResource, now: Date): boolean {
  const agent = instanceViewOf(machine, now)['vmAgent'];
  return textAt(agent, 'statuses', '0', 'displayStatus') === 'Ready';
}
