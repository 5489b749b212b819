import { UserError } from '../../model/userError.ts';
import type { Operation } from '../../operations/operation.ts';
import type { ItemSubject } from './cockpitModel.ts';

export interface Planned {
  readonly planned: readonly Operation[];
  /** Why the others are left out, a sentence or two each. */
  readonly leftOut: readonly string[];
}

/** Plans each machine by itself: one that refuses, or does not answer, does not keep the others. Throws the `UserError` of the first when all do. */
export async function planEach(subjects: readonly ItemSubject[], plan: (subject: ItemSubject) => Promise<Operation>): Promise<Planned> {
  const settled = await Promise.allSettled(subjects.map(plan));
  const planned = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const errors = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  const refusals = errors.filter((error) => error instanceof UserError);
  if (refusals.length < errors.length) throw errors.find((error) => !(error instanceof UserError));
  if (planned.length === 0 && refusals[0]) throw refusals[0];
  return { planned, leftOut: refusals.map((refusal) => refusal.toText()) };
}
