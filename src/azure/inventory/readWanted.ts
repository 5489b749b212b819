import type { Gap } from '../../model/inventory.ts';
import type { Subscription } from '../../model/resource.ts';
import { readSubscriptions } from './readSubscriptions.ts';
import type { TableReader } from './tableReader.ts';

/** The subscriptions of one reading. */
export interface WantedSubscriptions {
  /** Those whose machines, disks and accounts are read. */
  readonly picked: readonly Subscription[];
  /** Ids of all that may be read. */
  readonly readable: readonly string[];
  /** False: they could not be listed; `readable` is what was asked for. */
  readonly known: boolean;
}

/** Azure lists only what the caller may read, so an empty list is no proof of an empty estate. */
export const noneReadable: Gap = {
  table: 'subscriptions',
  scope: undefined,
  reason: 'denied',
  detail: 'None can be read with this sign-in.',
};

/** The wanted subscriptions (all, when undefined) that are readable. A wanted one that is not leaves a gap, and so does none at all. */
export async function readWanted(reader: TableReader, wanted: readonly string[] | undefined): Promise<WantedSubscriptions> {
  const all = await reader.one('subscriptions', undefined, undefined, () => readSubscriptions(reader.arm));
  reader.done('subscriptions');
  if (!all) {
    const ids = wanted ?? [];
    return { picked: ids.map((id) => ({ id, name: id })), readable: ids, known: false };
  }
  const readable = all.map(({ id }) => id);
  if (wanted === undefined && all.length === 0) reader.gaps.push(noneReadable);
  for (const id of wanted?.filter((one) => !readable.includes(one)) ?? []) {
    reader.miss(['subscriptions'], id, 'denied', 'The subscription does not exist, or you may not read it.');
  }
  return { picked: wanted ? all.filter(({ id }) => wanted.includes(id)) : all, readable, known: true };
}
