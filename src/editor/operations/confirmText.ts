import { partsOf, toArmId } from '../../model/armId.ts';
import { consequences } from '../../operations/consequences.ts';
import type { Operation } from '../../operations/operation.ts';
import type { Localizer } from '../localizer.ts';
import { plain } from '../markdown.ts';
import { kindWords } from './kindWords.ts';

/** Consequences of more machines than these are not spelt out one by one. */
const mostInFull = 5;

export interface ConfirmText {
  readonly title: string;
  readonly detail: string;
  /** The buttons; the last one agrees. */
  readonly buttons: readonly [...string[], string];
}

/** What a person is asked before operations of one kind begin. */
export function confirmText(operations: readonly Operation[], l10n: Localizer): ConfirmText {
  const [first] = operations;
  if (!first) throw new Error('Nothing to confirm.');
  const names = operations.map(({ machine }) => plain(machine));
  const what = names.length === 1 ? names[0]! : l10n.t('{0} machines', names.length);
  const group = partsOf(toArmId(first.subject)).resourceGroup;
  const lines = operations.slice(0, mostInFull).map((operation) => consequences(operation).map(plain).join('\n'));
  const rest = names.slice(mostInFull);
  if (rest.length > 0) lines.push(l10n.t('The same for {0}.', rest.join(', ')));
  // What tells it from another machine of its name.
  if (names.length === 1 && group !== '') lines.unshift(l10n.t('In the resource group {0}.', plain(group)));
  const { question, keep, verb } = kindWords(first.kind, l10n);
  return { title: question(what), detail: lines.join('\n\n'), buttons: keep === undefined ? [verb] : [keep, verb] };
}
