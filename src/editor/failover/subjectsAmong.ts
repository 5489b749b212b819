import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { Localizer } from '../localizer.ts';
import { plain } from '../markdown.ts';
import type { ItemSubject } from './cockpitModel.ts';

/** Those of some machines that are replicated, and a sentence for each that is not: nobody shall think that it fails over with the others. */
export function subjectsAmong(
  machines: readonly AssessedMachine[],
  l10n: Localizer,
): { readonly subjects: readonly ItemSubject[]; readonly leftOut: readonly string[] } {
  return {
    subjects: machines.flatMap(({ id, name, item }) => (item ? [{ itemId: item.azureId, machineId: id, name }] : [])),
    leftOut: machines.flatMap(({ name, item }) => (item ? [] : [l10n.t('{0} is not replicated.', plain(name))])),
  };
}
