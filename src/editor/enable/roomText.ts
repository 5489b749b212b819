import type { Room } from '../../model/enableOptions.ts';
import type { ReplicationSource } from '../../model/replicationSource.ts';
import type { Localizer } from '../localizer.ts';

/** Whether a region has room for a machine: size offered and quota. undefined: it could not be read. */
export function roomText(room: Room | undefined, { machine }: ReplicationSource, l10n: Localizer): string | undefined {
  if (!room) return undefined;
  const size = machine.size ?? l10n.t('the size');
  const { offer, quotas } = room;
  if (offer === null) return l10n.t('{0} is not offered here', size);
  if (offer.restriction !== undefined) return l10n.t('{0} cannot be had here: {1}', size, offer.restriction);
  const left = quotas.map(({ name, used, limit }) => {
    const free = Math.max(0, limit - used);
    return name.toLowerCase() === 'cores' ? l10n.t('{0} of {1} cores free', free, limit) : l10n.t('{0} of {1} of its family', free, limit);
  });
  return [l10n.t('{0} is offered', size), ...left].join(' · ');
}
