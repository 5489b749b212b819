import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { EstateIndex } from './estateIndex.ts';
import type { Filter } from './viewOptions.ts';

/** The machines that a filter leaves, in their order. */
export function filterMachines(index: EstateIndex, filter: Filter): readonly AssessedMachine[] {
  const states = new Set(filter.states);
  const words = wordsOf(filter);
  const { machines } = index.assessment;
  if (states.size === 0 && words.length === 0) return machines;
  return machines.filter(
    (machine) => (states.size === 0 || states.has(machine.state)) && (words.length === 0 || contains(index.searchText(machine), words)),
  );
}

/** The findings on other resources that a filter leaves: none while states are picked, for only machines have states. */
export function filterOtherFindings<F extends Finding>(findings: readonly F[], filter: Filter): readonly F[] {
  if (filter.states.length > 0) return [];
  const words = wordsOf(filter);
  if (words.length === 0) return findings;
  return findings.filter((finding) => contains(`${finding.subject}\n${finding.rule.toLowerCase()}`, words));
}

function wordsOf(filter: Filter): readonly string[] {
  return filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function contains(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
