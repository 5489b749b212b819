import { partsOf, resourceGroupOf, subscriptionPathOf, toArmId, type ArmId } from '../../../model/armId.ts';
import { placeId } from '../../../model/details.ts';
import {
  mostCalls,
  policyKey,
  type PolicyQuestion,
  type PreflightFacts,
  type PreflightSubject,
  type RightsNeeded,
} from '../../../model/preflightFacts.ts';
import { allows } from '../../../model/permissionSet.ts';
import { readQuotas, readSizes } from '../readCapacity.ts';
import type { RecoveryAccess } from '../recoveryAccess.ts';
import { CallBudget, eitherOf, type Budget } from './callBudget.ts';
import { FactReader } from './factReader.ts';
import {
  readCacheAccount,
  readDefaultRoute,
  readDenials,
  readEligible,
  readLocks,
  readMachineLinks,
  readNetwork,
  readNetworks,
  readPermissions,
  readProviders,
  readReplicas,
} from './factReads.ts';

type Readers = { readonly [K in keyof PreflightFacts]: PreflightFacts[K] extends ReadonlyMap<string, infer D> ? ReaderOf<D> : never };
type ReaderOf<D> = D extends { readonly value: infer T } ? FactReader<T> : never;

/**
 * Reads what the checks judge, with at most {@link mostCalls}: what machines share is read once. Where the calls do not suffice, the facts that
 * are read last are missing. Never throws: what cannot be read is a fact that is missing.
 */
export async function readPreflightFacts(azure: RecoveryAccess, subjects: readonly PreflightSubject[]): Promise<PreflightFacts> {
  const readers: Readers = {
    eligibility: new FactReader(),
    links: new FactReader(),
    linkedItems: new FactReader(),
    locks: new FactReader(),
    replicas: new FactReader(),
    cacheAccounts: new FactReader(),
    networks: new FactReader(),
    defaultRoutes: new FactReader(),
    quotas: new FactReader(),
    sizes: new FactReader(),
    providers: new FactReader(),
    permissions: new FactReader(),
    policies: new FactReader(),
  };
  await Promise.all([...Map.groupBy(subjects, pairOf).values()].map((pair) => readPair(azure, readers, pair)));
  return Object.fromEntries(Object.entries(readers).map(([name, { facts }]) => [name, facts])) as unknown as PreflightFacts;
}

function pairOf({ machineId, targetGroupId, sourceRegion, targetRegion }: PreflightSubject): string {
  return [machineId, toArmId(targetGroupId)].map((id) => partsOf(id).subscription).join(' ') + ` ${sourceRegion} ${targetRegion}`;
}

/** The order decides what is missing when the calls do not suffice. */
async function readPair(azure: RecoveryAccess, readers: Readers, subjects: readonly PreflightSubject[]): Promise<void> {
  const perMachine = new CallBudget(mostCalls.machine * subjects.length);
  const perPair = new CallBudget(mostCalls.pair);
  const [first] = subjects;
  if (!first) return;
  const source = subscriptionPathOf(first.machineId);
  const target = subscriptionPathOf(toArmId(first.targetGroupId));
  const place = placeId(partsOf(toArmId(target)).subscription, first.targetRegion);

  const links = await readers.links.read(source, perPair, () => readMachineLinks(azure, source));
  const linked = subjects.flatMap(({ machineId, itemId, isNew }) =>
    (links ?? []).flatMap((link) =>
      isNew && link.machineId === machineId && link.targetId !== undefined && link.targetId !== itemId ? [link.targetId] : [],
    ),
  );
  await Promise.all([
    ...subjects
      .filter(({ isNew }) => isNew)
      .map(({ machineId }) => readers.eligibility.read(machineId, perMachine, () => readEligible(azure, machineId))),
    ...linked.map((targetId) => readers.linkedItems.read(targetId, perMachine, async () => (await azure.readItem(targetId)) !== undefined)),
    ...subjects.map(({ targetGroupId }) => readers.replicas.read(targetGroupId, perMachine, () => readReplicas(azure, targetGroupId))),
    ...subjects
      .flatMap(({ subscriptions }) => subscriptions)
      .map((scope) => readers.locks.read(scope, perPair, () => readLocks(azure, scope))),
    ...subjects.map(({ cacheAccountId: id }) => readers.cacheAccounts.read(id, perPair, () => readCacheAccount(azure, id))),
    readTargetNetworks(azure, readers, subjects, perPair),
    readers.quotas.read(place, perPair, () => readQuotas(azure, place)),
    readers.sizes.read(place, perPair, () => readSizes(azure, place)),
    readers.providers.read(target, perPair, () => readProviders(azure, target)),
    ...subjects.flatMap(({ routeTableId: id }) =>
      id === undefined ? [] : readers.defaultRoutes.read(id, perPair, () => readDefaultRoute(azure, id)),
    ),
  ]);
  await readScopes(azure, readers, subjects, { perMachine, perPair });
}

/** Rights and policies where things are made: in resource groups that are there, else in the subscription. */
async function readScopes(
  azure: RecoveryAccess,
  readers: Readers,
  subjects: readonly PreflightSubject[],
  { perMachine, perPair }: { readonly perMachine: Budget; readonly perPair: Budget },
): Promise<void> {
  for (const { targetGroupId: id } of subjects) if (isNone(readers.replicas, id)) readers.permissions.set(id, null);
  const ask = (question: PolicyQuestion, budget: Budget): Promise<unknown> =>
    readers.policies.read(policyKey(question), budget, () => readDenials(azure, question));
  await Promise.all(subjects.map(({ madeMachine }, at) => ask(madeMachine, at === 0 ? perPair : perMachine)));
  // What the machines have left serves all of them: rights in many groups are many calls.
  const shared = eitherOf(perPair, perMachine);
  await Promise.all(
    subjects.flatMap(({ rights, machineId }) =>
      rights.map((right) => readRights(azure, readers, right, shared, isIn(machineId, right) ? eitherOf(perMachine, perPair) : shared)),
    ),
  );
  for (const { cacheAccountId, madeCacheAccount } of subjects) {
    if (madeCacheAccount !== undefined && isNone(readers.cacheAccounts, cacheAccountId)) await ask(madeCacheAccount, shared);
  }
}

function isIn(machineId: ArmId, { groupId }: RightsNeeded): boolean {
  return resourceGroupOf(machineId) === toArmId(groupId);
}

/** Whoever may do it in the whole subscription may do it in the group, which need not be asked then. */
async function readRights(
  azure: RecoveryAccess,
  { permissions }: Readers,
  { groupId, actions }: RightsNeeded,
  shared: Budget,
  own: Budget,
): Promise<void> {
  const subscription = subscriptionPathOf(toArmId(groupId));
  const above = await permissions.read(subscription, shared, () => readPermissions(azure, subscription));
  if (above && actions.every((action) => allows(above, action))) return;
  await permissions.read(groupId, own, () => readPermissions(azure, groupId));
}

/** Azure has said that there is none. */
function isNone(reader: FactReader<unknown>, id: string): boolean {
  const fact = reader.facts.get(id.toLowerCase());
  return fact !== undefined && 'value' in fact && fact.value === null;
}

/** One network by itself, several by the list of their subscription. */
async function readTargetNetworks(
  azure: RecoveryAccess,
  { networks }: Readers,
  subjects: readonly PreflightSubject[],
  budget: Budget,
): Promise<void> {
  const ids = [...new Set(subjects.flatMap(({ networkId }) => (networkId === undefined ? [] : [toArmId(networkId)])))];
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    await networks.read(only, budget, () => readNetwork(azure, only));
    return;
  }
  for (const [scope, here] of Map.groupBy(ids, subscriptionPathOf)) {
    await networks.readRows(here, budget, () => readNetworks(azure, scope), null);
  }
}
