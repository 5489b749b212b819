import { resourceGroupOf } from '../../model/armId.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { EstateIndex } from './estateIndex.ts';
import { filterTerms, type FilterField, type FilterTerm } from './filterTerms.ts';
import type { Filter } from './viewOptions.ts';

/** The machines that a filter leaves, in their order. */
export function filterMachines(index: EstateIndex, filter: Filter): readonly AssessedMachine[] {
  const states = new Set(filter.states);
  const terms = filterTerms(filter.text);
  const { machines } = index.assessment;
  if (states.size === 0 && terms.length === 0) return machines;
  return machines.filter(
    (machine) => (states.size === 0 || states.has(machine.state)) && terms.every((term) => matches(machine, term, index)),
  );
}

/** The findings on other resources that a filter leaves: none while states are picked, for only machines have states. */
export function filterOtherFindings<F extends Finding>(findings: readonly F[], filter: Filter): readonly F[] {
  if (filter.states.length > 0) return [];
  const terms = filterTerms(filter.text);
  if (terms.length === 0) return findings;
  return findings.filter((finding) => terms.every((term) => matchesFinding(finding, term)));
}

function matches(machine: AssessedMachine, { field, value }: FilterTerm, index: EstateIndex): boolean {
  if (field !== undefined) return valuesOf(machine, field, index).some((each) => each.toLowerCase().includes(value));
  if (index.searchText(machine).includes(value)) return true;
  // Findings on disks are many: they are looked through only for what may be a rule.
  return value.startsWith('dr-') && index.diskFindings(machine).some(({ rule }) => rule.toLowerCase().includes(value));
}

function valuesOf(machine: AssessedMachine, field: FilterField, index: EstateIndex): readonly string[] {
  switch (field) {
    case 'region':
      return [machine.location];
    case 'group':
      return [groupName(machine.id)];
    case 'tag':
      return Object.entries(machine.vm?.tags ?? {}).map(([name, value]) => `${name}=${value}`);
    case 'rule':
      return [...machine.findings, ...machine.excluded, ...index.diskFindings(machine)].map(({ rule }) => rule);
  }
}

/** Of another resource its finding tells no region and no tags. */
function matchesFinding({ rule, subject }: Finding, { field, value }: FilterTerm): boolean {
  switch (field) {
    case undefined:
      return `${subject}\n${rule.toLowerCase()}`.includes(value);
    case 'rule':
      return rule.toLowerCase().includes(value);
    case 'group':
      return groupName(subject).includes(value);
    case 'region':
    case 'tag':
      return false;
  }
}

function groupName(id: Finding['subject']): string {
  return resourceGroupOf(id)?.split('/').at(-1) ?? '';
}
