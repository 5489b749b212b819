import { subscriptionIn } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import { readCacheAccount } from '../../azure/siteRecovery/preflight/factReads.ts';
import { readPolicyOptions, readTenantSubscriptions } from '../../azure/siteRecovery/readEnableOptions.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import { readTargetRegions } from '../../azure/siteRecovery/readTargetRegions.ts';
import { readVaultSetup } from '../../azure/siteRecovery/readVaultSetup.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { locationOf } from '../../azure/values.ts';
import type { PolicyOption, RegionOptions } from '../../model/enableOptions.ts';
import type { ReplicationSource, VaultSetup } from '../../model/replicationSource.ts';
import type { StorageAccount } from '../../model/storage.ts';
import type { EnableChoices } from '../../operations/enable/enableChoices.ts';
import { enableReplication, vaultIdFor } from '../../operations/enable/enableReplication.ts';
import type { Estimate } from '../../operations/estimate/estimate.ts';
import { estimateMonthly, type EstimateFacts } from '../../operations/estimate/estimateMonthly.ts';
import type { Operation } from '../../operations/operation.ts';
import { usage } from '../usage.ts';
import { attempt, type NotPlanned } from './attempt.ts';
import type { OperateOptions } from './operateOptions.ts';

/** A machine that can be replicated as it was asked for. */
export interface PlannedEnabling {
  readonly source: ReplicationSource;
  readonly choices: EnableChoices;
  readonly operation: Operation;
  readonly estimate: Estimate;
  /** Undefined where everything is in the machine's own subscription. */
  readonly tenantSubscriptions: readonly string[] | undefined;
}

/** Reads each machine and plans it by itself: what is wrong with one does not keep the others. Sends nothing. */
export async function planEnabling(
  azure: RecoveryAccess,
  machines: readonly string[],
  options: Pick<OperateOptions, 'targetRegion' | 'choices' | 'vaults'>,
): Promise<{ readonly planned: readonly PlannedEnabling[]; readonly failed: readonly NotPlanned[] }> {
  const sources = await Promise.all(machines.map((id) => attempt(id, () => readReplicationSource(azure, id))));
  const read = sources.flatMap((one) => ('value' in one ? one.value : []));
  requireDisks(options.choices.leaveOut ?? [], read);
  const places: Places = { regions: new Map(), tenants: new Map(), setups: new Map(), policies: new Map(), accounts: new Map() };
  const plans = await Promise.all(read.map((source) => attempt(source.id, () => planOne(azure, source, options, places))));
  return {
    planned: plans.flatMap((one) => ('value' in one ? one.value : [])),
    failed: [...sources, ...plans].flatMap((one) => ('error' in one ? one : [])),
  };
}

/** What several machines may share, each read once. */
interface Places {
  readonly regions: Map<string, Promise<RegionOptions>>;
  readonly tenants: Map<string, Promise<readonly string[]>>;
  readonly setups: Map<string, Promise<VaultSetup | undefined>>;
  readonly policies: Map<string, Promise<readonly PolicyOption[]>>;
  readonly accounts: Map<string, Promise<StorageAccount | null>>;
}

function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const reading = known.get(key) ?? read();
  known.set(key, reading);
  return reading;
}

/** Every disk that is to be left out must be one of some machine. */
function requireDisks(leaveOut: readonly string[], sources: readonly ReplicationSource[]): void {
  const disks = sources.flatMap((source) => source.disks);
  const unknown = leaveOut.find((left) => !disks.some(({ id }) => sameText(id, left)));
  if (unknown !== undefined && sources.length > 0) {
    throw usage(`--leave-out ${unknown} is no disk of these machines.`, 'Give the ARM ids of data disks.');
  }
}

async function planOne(
  azure: RecoveryAccess,
  source: ReplicationSource,
  { targetRegion, choices: words, vaults }: Pick<OperateOptions, 'targetRegion' | 'choices' | 'vaults'>,
  places: Places,
): Promise<PlannedEnabling> {
  const home = `${subscriptionIn(source.id)} ${source.location}`;
  const { regions, sourceGeography } = await once(places.regions, home, () => readTargetRegions(azure, source));
  const target = regions.find((region) => (targetRegion === undefined ? region.isPair : region.id === targetRegion));
  const id = targetRegion ?? target?.id;
  if (id === undefined) throw usage(`${source.location} has no paired region.`, 'Give --target-region REGION.');
  const leaveOut = words.leaveOut?.filter((left) => source.disks.some((disk) => sameText(disk.id, left)));
  const choices: EnableChoices = { ...words, leaveOut, targetRegion: id, vaultId: vaults[0] };
  const tenantSubscriptions = await requireOneTenant(azure, source, choices, places);
  // Another subscription may have other regions.
  if (tenantSubscriptions === undefined && !target && regions.length > 0 && id !== source.location) {
    throw usage(
      `${id} is no region of this subscription.`,
      `Near ones: ${regions
        .slice(0, 5)
        .map((region) => region.id)
        .join(', ')}.`,
    );
  }
  await requireTargetGroup(azure, source, words.targetGroupId);
  const vaultId = vaultIdFor(source, choices);
  const setup = await once(places.setups, vaultId.toLowerCase(), () => readVaultSetup(azure, vaultId));
  const operation = enableReplication(source, choices, setup);
  const facts = { ...(await factsOf(azure, operation, choices, setup, places)), sourceGeography, targetGeography: target?.geographyGroup };
  return { source, choices, operation, estimate: estimateMonthly(source, choices, facts), tenantSubscriptions };
}

/** Before anything is read in another subscription: of another tenant it would ask for another sign-in. */
async function requireOneTenant(
  azure: RecoveryAccess,
  source: ReplicationSource,
  { targetSubscription, targetGroupId, networkId, vaultId }: EnableChoices,
  { tenants }: Places,
): Promise<readonly string[] | undefined> {
  const own = subscriptionIn(source.id);
  const named = [targetSubscription, ...[targetGroupId, networkId, vaultId].map((id) => id && subscriptionIn(id))];
  const others = named.filter((id) => id !== undefined && !sameText(id, own));
  if (others.length === 0) return undefined;
  const known = await once(tenants, own, async () => (await readTenantSubscriptions(azure, source)).map(({ id }) => id));
  const foreign = others.find((other) => !known.some((id) => sameText(id, other)));
  if (foreign === undefined) return known;
  throw usage(
    `${foreign} is none of the subscriptions that Azure shows you in the tenant of ${source.name}.`,
    'Site Recovery replicates within one tenant: choose a subscription, a group, a network and a vault of it.',
  );
}

/** A group lies where its metadata lies: while that region fails, nothing in it can be changed. */
async function requireTargetGroup(azure: RecoveryAccess, { location }: ReplicationSource, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const group = await azure.read(id, apiVersions.resources);
  if (!group) throw usage(`The resource group ${id} is not there, or may not be read.`, 'Give the id of one that is, or leave it out.');
  if (locationOf(group['location']) !== location) return;
  throw usage(
    `The resource group ${id} is in ${location} itself, and could not be changed while that fails.`,
    'Give one of another region.',
  );
}

/** What an estimate takes from a policy and a cache account that are there. */
async function factsOf(
  azure: RecoveryAccess,
  { vaultId, inputs: { policyId } }: Operation,
  { policy, cacheAccountId }: EnableChoices,
  setup: VaultSetup | undefined,
  { policies, accounts }: Places,
): Promise<EstimateFacts> {
  const known = setup && policy === undefined ? await once(policies, vaultId.toLowerCase(), () => readPolicyOptions(azure, vaultId)) : [];
  const minutes = known.find(({ id }) => sameText(id, policyId))?.retentionMinutes;
  const account =
    cacheAccountId === undefined
      ? undefined
      : await once(accounts, cacheAccountId.toLowerCase(), () => readCacheAccount(azure, cacheAccountId));
  return {
    retentionHours: minutes === undefined ? undefined : minutes / 60,
    isPremiumCache: account ? account.kind === 'BlockBlobStorage' : undefined,
  };
}
