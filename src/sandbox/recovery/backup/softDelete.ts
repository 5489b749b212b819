import { keyOf, parentOfKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { fieldAt, textAt } from '../field.ts';
import { BACKUP_ITEM_TYPE, vaultIdOf } from '../vaultScope.ts';
import { NO_POLICY } from './backupItemBody.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 14;

export function isSoftDeleted(item: ArmResource): boolean {
  return fieldAt(item, 'properties', 'isScheduledForDeferredDelete') === true;
}

/** `Disabled`, `Unlocked` or `Locked`. */
export function immutabilityOf(vault: ArmResource): string {
  return textAt(vault, 'properties', 'securitySettings', 'immutabilitySettings', 'state') ?? 'Disabled';
}

/** What the deletion of an item leaves: nothing, or, where the vault keeps what is deleted, the item for some days, stopped [recorded]. */
export function dropItem(world: World, item: ArmResource, asked: Date): void {
  const vault = world.store.get(vaultIdOf(item.id));
  const settings = fieldAt(vault, 'properties', 'securitySettings', 'softDeleteSettings');
  if (textAt(settings, 'softDeleteState') === 'Disabled') {
    purge(world, item.id);
    return;
  }
  const days = Number(fieldAt(settings, 'softDeleteRetentionPeriodInDays') ?? DEFAULT_DAYS);
  const deferredDeleteTimeInUTC = preciseTime(asked);
  const due = asked.getTime() + days * DAY_MS;
  const properties = {
    ...item.properties,
    ...NO_POLICY,
    protectionState: 'ProtectionStopped',
    deferredDeleteTimeInUTC,
    isScheduledForDeferredDelete: true,
    softDeleteRetentionPeriodInDays: days,
  };
  world.store.put({ ...item, properties }, (stored, now) => withRemaining(stored, due - now.getTime()));
  world.clock.schedule(due, () => {
    const kept = world.store.get(item.id);
    if (kept && isSoftDeleted(kept) && kept.properties?.['deferredDeleteTimeInUTC'] === deferredDeleteTimeInUTC) purge(world, item.id);
  });
}

/** Takes an item back from deletion. */
export function keepItem(world: World, id: string): void {
  const item = world.store.get(id);
  if (!item) return;
  const {
    deferredDeleteTimeInUTC: _since,
    isScheduledForDeferredDelete: _deleted,
    deferredDeleteTimeRemaining: _left,
    ...properties
  } = item.properties ?? {};
  world.store.put({ ...item, properties });
}

function withRemaining(item: ArmResource, milliseconds: number): ArmResource {
  if (!isSoftDeleted(item)) return item;
  return { ...item, properties: { ...item.properties, deferredDeleteTimeRemaining: timeSpan(Math.max(0, milliseconds)) } };
}

/** .NET's way to write a span: `13.23:59:43.8068908` [recorded]. */
function timeSpan(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY_MS);
  return `${days}.${new Date(milliseconds % DAY_MS).toISOString().slice(11, -1)}0000`;
}

/** The item with its points and, with its last item, its container [recorded]. */
function purge(world: World, id: string): void {
  const { store } = world;
  store.delete(id);
  const container = parentOfKey(keyOf(id));
  if (store.list(BACKUP_ITEM_TYPE, container).length === 0) store.delete(container);
}
