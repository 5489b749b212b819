import { bodyObject } from '../../arm/generic.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { Store } from '../../store.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { childId } from '../registerReads.ts';
import { BACKUP_ITEM_TYPE, requireVault, VAULT, VAULT_TYPE } from '../vaultScope.ts';
import { backupError } from './backupError.ts';

const POLICY_TYPE = `${VAULT_TYPE}/backupPolicies`;
const PATH = 'backupPolicies/{policy}';

/** A policy is made and changed at once: both answer 200 [recorded]. */
export function registerBackupPolicies(world: World): void {
  world.router
    .add('PUT', `${VAULT}/${PATH}`, (call) => putPolicy(world, call))
    .add('DELETE', `${VAULT}/${PATH}`, (call) => deletePolicy(world, call));
}

function putPolicy(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const properties = fieldAt(bodyObject(call), 'properties') as Readonly<Record<string, unknown>> | undefined;
  if (!isWhole(properties)) throw invalidPolicy();
  const id = childId(call, PATH);
  const before = world.store.get(id);
  world.store.put({
    id: before?.id ?? `${vault.id}/backupPolicies/${call.params['policy']}`,
    name: before?.name ?? call.params['policy'] ?? '',
    type: POLICY_TYPE,
    properties: { ...(wholeSeconds(properties) as object), protectedItemsCount: 0 },
  });
  countProtectedItems(world.store, vault.id);
  return { status: 200, body: world.store.get(id) };
}

function isWhole(properties: unknown): boolean {
  const kind = textAt(properties, 'backupManagementType');
  const hasBoth = ['schedulePolicy', 'retentionPolicy'].every((part) => textAt(properties, part, `${part}Type`) !== undefined);
  return kind === 'AzureIaasVM' ? hasBoth : kind !== undefined;
}

/** Times are answered without the milliseconds with which clients send them [recorded]. */
function wholeSeconds(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.0+Z$/, '$1Z');
  if (Array.isArray(value)) return value.map(wholeSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, wholeSeconds(member)]));
}

/**
 * Azure's one answer to whatever is wrong with a policy; code and text are of public reports of its clients. [GAP] Which policies it refuses is
 * played for those without a kind, and for those of machines without a schedule or a retention.
 */
function invalidPolicy(): Error {
  return backupError(
    'BMSUserErrorInvalidPolicyInput',
    'Input for create or update policy is not in proper format. Please check format of parameters like schedule time, schedule days, retention time and retention days',
  );
}

function deletePolicy(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const policy = world.store.get(childId(call, PATH));
  if (!policy) return { status: 204 };
  if (itemsByPolicy(world.store, vault.id).has(keyOf(policy.id))) {
    // [GAP] That it is refused is documented, with neither code nor text.
    throw backupError('BMSUserErrorPolicyInUse', `The policy '${policy.name}' cannot be deleted: backup items are associated with it.`);
  }
  world.store.delete(policy.id);
  return { status: 200 };
}

/** How many items each policy has, by its key. */
function itemsByPolicy(store: Store, vaultId: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of store.list(BACKUP_ITEM_TYPE, vaultId)) {
    const key = keyOf(textAt(item, 'properties', 'policyId') ?? '');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Makes the policies of a vault say how many items they have. */
export function countProtectedItems(store: Store, vaultId: string): void {
  const policies = store.list(POLICY_TYPE, vaultId);
  if (policies.length === 0) return;
  const counts = itemsByPolicy(store, vaultId);
  for (const policy of policies) {
    const protectedItemsCount = counts.get(keyOf(policy.id)) ?? 0;
    if (policy.properties?.['protectedItemsCount'] === protectedItemsCount) continue;
    store.put({ ...policy, properties: { ...policy.properties, protectedItemsCount } });
  }
}

/** The default policy's time lies this much ahead, at the full hour before [recorded twice]. */
const AHEAD_HOURS = 10;
const HOUR_MS = 3_600_000;

const daily = (time: string): object => ({
  schedulePolicy: {
    schedulePolicyType: 'SimpleSchedulePolicy',
    scheduleRunFrequency: 'Daily',
    scheduleRunTimes: [time],
    scheduleWeeklyFrequency: 0,
  },
  retentionPolicy: retention(time),
});

const DAYS_30 = { count: 30, durationType: 'Days' } as const;

const retention = (time: string): object => ({
  retentionPolicyType: 'LongTermRetentionPolicy',
  dailySchedule: { retentionTimes: [time], retentionDuration: DAYS_30 },
});

/** The three policies that a new vault has [recorded]. */
export function defaultPolicies(vaultId: string, now: Date): ArmResource[] {
  const time = `${new Date(now.getTime() + AHEAD_HOURS * HOUR_MS).toISOString().slice(0, 13)}:00:00Z`;
  const window = `${time.slice(0, 10)}T08:00:00Z`;
  const ofMachines = { instantRpRetentionRangeInDays: 2, timeZone: 'UTC', protectedItemsCount: 0 };
  const bodies: Readonly<Record<string, object>> = {
    HourlyLogBackup: {
      backupManagementType: 'AzureWorkload',
      workLoadType: 'SQLDataBase',
      settings: { timeZone: 'UTC', issqlcompression: false, isCompression: false },
      subProtectionPolicy: [
        { policyType: 'Full', ...daily(time) },
        {
          policyType: 'Log',
          schedulePolicy: { schedulePolicyType: 'LogSchedulePolicy', scheduleFrequencyInMins: 60 },
          retentionPolicy: { retentionPolicyType: 'SimpleRetentionPolicy', retentionDuration: DAYS_30 },
        },
      ],
      protectedItemsCount: 0,
    },
    DefaultPolicy: { backupManagementType: 'AzureIaasVM', instantRPDetails: {}, ...daily(time), ...ofMachines },
    EnhancedPolicy: {
      backupManagementType: 'AzureIaasVM',
      policyType: 'V2',
      instantRPDetails: {},
      schedulePolicy: {
        schedulePolicyType: 'SimpleSchedulePolicyV2',
        scheduleRunFrequency: 'Hourly',
        hourlySchedule: { interval: 4, scheduleWindowStartTime: window, scheduleWindowDuration: 12 },
      },
      retentionPolicy: retention(window),
      ...ofMachines,
    },
  };
  return Object.entries(bodies).map(([name, properties]) => ({
    id: `${vaultId}/backupPolicies/${name}`,
    name,
    type: POLICY_TYPE,
    properties: { ...properties },
  }));
}
