import type { Dated } from '../../model/resource.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import { utc } from '../age.ts';
import type { Localizer } from '../localizer.ts';
import { machineCount } from './words.ts';

/** What a row says of facts that could not be read again: `as of 2026-11-22 14:05 UTC`, for they may be of another day. Empty where they are new. */
export function asOfText({ asOf }: { readonly asOf?: Date | undefined }, l10n: Localizer): readonly string[] {
  return asOf ? [l10n.t('as of {0}', utc(asOf))] : [];
}

/** The same of a resource that has no state that would say so. */
export function unreadText(row: Dated, l10n: Localizer): readonly string[] {
  return row.asOf ? [l10n.t('could not be read again'), ...asOfText(row, l10n)] : [];
}

/** The same of a group: `12 could not be read again, as of …`, with the oldest of their times. */
export function oldText(machines: readonly AssessedMachine[], l10n: Localizer): readonly string[] {
  const { old, asOf } = oldOf(machines);
  return asOf ? [l10n.t('{0} could not be read again, as of {1}', old.length, utc(asOf))] : [];
}

/** The same above the rows: `12 machines of 2 subscriptions could not be read again, as of …`. */
export function oldMessage(machines: readonly AssessedMachine[], l10n: Localizer): readonly string[] {
  const { old, asOf } = oldOf(machines);
  if (!asOf) return [];
  const subscriptions = new Set(old.map(({ subscriptionId }) => subscriptionId)).size;
  const of = subscriptions === 1 ? l10n.t('1 subscription') : l10n.t('{0} subscriptions', subscriptions);
  return [l10n.t('{0} of {1} could not be read again, as of {2}', machineCount(old.length, l10n), of, utc(asOf))];
}

function oldOf(machines: readonly AssessedMachine[]): { readonly old: readonly AssessedMachine[]; readonly asOf: Date | undefined } {
  const old = machines.filter(({ asOf }) => asOf !== undefined);
  let oldest: Date | undefined;
  for (const { asOf } of old) if (asOf && (!oldest || asOf < oldest)) oldest = asOf;
  return { old, asOf: oldest };
}
