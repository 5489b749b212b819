import type { AssessedMachine } from '../../readiness/assessment.ts';
import { realDate } from '../../readiness/dates.ts';
import type { SortBy } from './viewOptions.ts';

/** `machines` come worst first, which stays the order among equals. */
export function sortMachines(machines: readonly AssessedMachine[], sortBy: SortBy): readonly AssessedMachine[] {
  switch (sortBy) {
    case 'worst':
      return machines;
    case 'name':
      return sortedBy(machines, ({ name }) => name.toLowerCase());
    case 'drill':
      return sortedBy(machines, drillTime);
  }
}

/** Never drilled, or not known to be: as if it were longest ago. */
function drillTime({ item }: AssessedMachine): number {
  return realDate(item?.lastSuccessfulTestFailover ?? null)?.getTime() ?? 0;
}

function sortedBy(machines: readonly AssessedMachine[], keyOf: (machine: AssessedMachine) => string | number): readonly AssessedMachine[] {
  const keyed = machines.map((machine) => ({ machine, key: keyOf(machine) }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ machine }) => machine);
}
