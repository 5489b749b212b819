import { groupPathOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import type { WriteCall } from '../../azure/wire/armWriter.ts';
import { resourceGroupOf, subscriptionPathOf, toArmId, type ArmId } from '../../model/armId.ts';
import { linkedActions } from '../../model/changePermissions.ts';
import type { PolicyQuestion, PreflightSubject, RightsNeeded } from '../../model/preflightFacts.ts';
import type { Operation } from '../operation.ts';
import { actionOf } from './actionOf.ts';
import type { PreflightMachine } from './preflightMachine.ts';

/** What is to be read for a machine: by its operation, nothing is decided anew. */
export function subjectOf({ source, choices, operation }: PreflightMachine): PreflightSubject {
  const { region, groupId, networkId, cacheAccountId } = placesOf(operation);
  const calls = operation.steps.flatMap((step) => (step.kind === 'wait' ? [] : [step.call]));
  const rights = rightsOf(calls, { machine: source.id, target: groupId, cacheAccount: cacheAccountId, network: networkId });
  const scopeOf = (group: ArmId): ArmId => (isMade(operation, group) ? subscriptionPathOf(group) : group);
  const cacheCall = calls.find(({ path }) => sameText(path, cacheAccountId));
  const subnet = source.network.subnets.find(({ name }) => name === source.network.subnetName);
  const isOpen = subnet === undefined || !subnet.isPrivate || subnet.natGatewayId !== undefined;
  return {
    machineId: toArmId(source.id),
    sourceRegion: source.location,
    targetRegion: region,
    targetGroupId: groupId,
    vaultId: operation.vaultId,
    subscriptions: subscriptionsOf(source.id, groupId, operation.vaultId),
    cacheAccountId,
    networkId: networkId === '' ? undefined : networkId,
    routeTableId: isOpen || hasPublicAddress(source) ? undefined : subnet.routeTableId,
    rights,
    isNew: operation.kind === 'enable',
    itemId: itemOf(operation),
    madeMachine: {
      scope: scopeOf(toArmId(groupId)),
      apiVersion: apiVersions.compute,
      content: {
        type: 'Microsoft.Compute/virtualMachines',
        location: region,
        ...(choices.availability?.kind === 'zone' && { zones: [choices.availability.zone] }),
        tags: source.machine.tags,
        properties: { hardwareProfile: { vmSize: source.machine.size } },
      },
    },
    madeCacheAccount: cacheCall && questionOf(cacheCall, scopeOf(groupOf(cacheAccountId))),
  };
}

function subscriptionsOf(machineId: string, ...others: readonly string[]): PreflightSubject['subscriptions'] {
  const own = subscriptionPathOf(toArmId(machineId));
  return [own, ...new Set(others.map((id) => subscriptionPathOf(toArmId(id))).filter((id) => id !== own))];
}

/** Whether an operation makes a resource, unless it is there. */
export function isMade({ steps }: Operation, id: string): boolean {
  return steps.some((step) => step.kind === 'put' && sameText(step.call.path, id));
}

function itemOf({ steps }: Operation): ArmId | undefined {
  const made = steps.find((step) => step.kind === 'put' && step.search !== undefined);
  return made?.kind === 'put' ? toArmId(made.call.path) : undefined;
}

interface Places {
  readonly region: string;
  readonly groupId: string;
  readonly networkId: string;
  readonly cacheAccountId: string;
}

/** Where the copy goes, by the record of the operation. A machine that is re-protected goes back to a network that it came from. */
function placesOf({ kind, inputs }: Operation): Places {
  const { targetRegion = '', targetGroupId = '', networkId = '', cacheAccountId = '' } = inputs;
  if (kind === 'enable') return { region: targetRegion, groupId: targetGroupId, networkId, cacheAccountId };
  const { to = '', groupId = '', cacheId = '' } = inputs;
  return { region: to, groupId, networkId: '', cacheAccountId: cacheId };
}

/** Whether the machine's interface has a public address of its own. */
export function hasPublicAddress({ networkInterface }: PreflightMachine['source']): boolean {
  return networkInterface.configurations.some(({ publicAddressId }) => publicAddressId !== null);
}

function questionOf({ apiVersion, body }: WriteCall, scope: ArmId): PolicyQuestion {
  const content = body as Omit<PolicyQuestion['content'], 'type'> & { readonly location: string };
  return { scope, apiVersion, content: { type: 'Microsoft.Storage/storageAccounts', ...content } };
}

/** What the calls need, and what Site Recovery asks of the caller for what they name (linked access). */
function rightsOf(calls: readonly WriteCall[], named: Readonly<Record<keyof typeof linkedActions, string>>): readonly RightsNeeded[] {
  const byGroup = new Map<ArmId, { readonly groupId: string; readonly actions: Set<string> }>();
  const add = (id: string, actions: readonly string[]): void => {
    const key = groupOf(id);
    const known = byGroup.get(key) ?? { groupId: groupPathOf(id), actions: new Set() };
    byGroup.set(key, { ...known, actions: new Set([...known.actions, ...actions]) });
  };
  for (const call of calls) add(call.path, [actionOf(call)]);
  for (const [what, id] of Object.entries(named)) if (id !== '') add(id, linkedActions[what as keyof typeof linkedActions]);
  return [...byGroup.values()].map(({ groupId, actions }) => ({ groupId, actions: [...actions] }));
}

/** The resource group of a resource; where it has none, the resource itself. */
export function groupOf(id: string): ArmId {
  return resourceGroupOf(toArmId(id)) ?? toArmId(id);
}
