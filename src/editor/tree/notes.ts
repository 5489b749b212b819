import { partsOf, toArmId } from '../../model/armId.ts';
import type { Gap } from '../../model/inventory.ts';
import type { UnknownFinding } from '../../readiness/finding.ts';
import { plain } from '../markdown.ts';
import type { Localizer } from '../localizer.ts';
import type { EstateIndex } from './estateIndex.ts';
import type { Note } from './node.ts';
import { gapReason, machineCount, tableName } from './words.ts';

/** What could not be read, a line for every scope and reason, naming the tables. `ofGroup`: below the scope's own row. */
export function gapNotes(gaps: readonly Gap[], index: EstateIndex, l10n: Localizer, ofGroup = false): readonly Note[] {
  const byScope = Map.groupBy(gaps, (gap) => `${gap.scope ?? ''} ${gap.reason}`);
  return [...byScope].map(([key, same]) => {
    const { scope, reason } = same[0]!;
    const tables = [...new Set(same.map((gap) => tableName(gap.table, l10n)))].join(', ');
    const owner = scope === undefined ? l10n.t('All subscriptions') : scopeName(scope, index);
    return {
      key: `gap ${key}`,
      label: ofGroup ? l10n.t('Not read') : owner,
      description: `${gapReason(reason, l10n)} · ${tables}`,
      icon: 'unknown',
      lines: [],
    };
  });
}

/** Checks of resources other than machines that could not be decided, a line for every rule and reason. */
export function undecidedNotes(unknown: readonly UnknownFinding[], l10n: Localizer): readonly Note[] {
  const byReason = Map.groupBy(unknown, ({ rule, reason }) => `${rule} ${reason}`);
  return [...byReason].map(([key, same]) => {
    const { rule, reason } = same[0]!;
    return {
      key: `unknown ${key}`,
      label: rule,
      description: same.length === 1 ? plain(reason) : l10n.t('{0} times: {1}', same.length, plain(reason)),
      icon: 'unknown',
      lines: [],
    };
  });
}

/** One row that holds the lines about what is missing. */
export function notKnownNote(lines: readonly Note[], l10n: Localizer): Note {
  return {
    key: 'not known',
    label: l10n.t('Not everything is known'),
    description: l10n.t('what is missing never counts as good'),
    icon: 'unknown',
    lines,
  };
}

/** What the view leaves out, said once for the whole estate. */
export function estateNotes(index: EstateIndex, l10n: Localizer): readonly Note[] {
  const { inventory, notEvaluated } = index.assessment;
  const notes: Note[] = [];
  if (inventory.otherItems > 0) {
    notes.push({
      key: 'other items',
      label: inventory.otherItems === 1 ? l10n.t('1 item of another kind') : l10n.t('{0} items of other kinds', inventory.otherItems),
      description: l10n.t('replicated from elsewhere than Azure: not judged'),
      icon: 'info',
      lines: [],
    });
  }
  if (notEvaluated.length > 0) {
    notes.push({
      key: 'not evaluated',
      label: notEvaluated.length === 1 ? l10n.t('1 rule not evaluated') : l10n.t('{0} rules not evaluated', notEvaluated.length),
      description: l10n.t('needs facts that were not read'),
      icon: 'info',
      lines: notEvaluated.map(({ rule, machines }) => ({
        key: rule,
        label: rule,
        description: machineCount(machines, l10n),
        icon: 'info',
        lines: [],
      })),
    });
  }
  return notes;
}

function scopeName(scope: string, index: EstateIndex): string {
  return scope.startsWith('/') ? partsOf(toArmId(scope)).name : index.subscriptionName(scope);
}
