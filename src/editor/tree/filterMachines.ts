import { resourceGroupNameOf } from '../../model/armId.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { EstateIndex } from './estateIndex.ts';
import { filterTerms, type FilterTerm } from './filterTerms.ts';
import { searchText } from './searchText.ts';
import type { Filter } from './viewOptions.ts';

/** The machines that a filter leaves, in their order. */
export function filterMachines(index: EstateIndex, filter: Filter): readonly AssessedMachine[] {
  const { machines } = index.assessment;
  const states = new Set(filter.states);
  const conditions = filterTerms(filter.text).map((term) => conditionOf(term, index));
  if (states.size === 0 && conditions.length === 0) return machines;
  return machines.filter((machine) => (states.size === 0 || states.has(machine.state)) && conditions.every((isMet) => isMet(machine)));
}

/** The findings on other resources that a filter leaves: none while states are picked, for only machines have states. */
export function filterOtherFindings<F extends Finding>(findings: readonly F[], filter: Filter): readonly F[] {
  if (filter.states.length > 0) return [];
  const conditions = filterTerms(filter.text).map(otherConditionOf);
  if (conditions.length === 0) return findings;
  return findings.filter((finding) => conditions.every((isMet) => isMet(finding)));
}

function conditionOf({ field, value }: FilterTerm, index: EstateIndex): (machine: AssessedMachine) => boolean {
  const isNamed = ruleCondition(value);
  const failsRule = ({ findings, excluded }: AssessedMachine): boolean => findings.some(isNamed) || excluded.some(isNamed);
  const failsOnDisk = (machine: AssessedMachine): boolean => index.diskFindings(machine).some(isNamed);
  switch (field) {
    case undefined:
      // Findings on disks are many: they are looked through only for what may be a rule.
      return (machine) => searchText(machine).includes(value) || failsRule(machine) || (value.startsWith('dr-') && failsOnDisk(machine));
    case 'rule':
      return (machine) => failsRule(machine) || failsOnDisk(machine);
    case 'region':
      return ({ location }) => location.toLowerCase().includes(value);
    case 'group':
      return ({ id }) => resourceGroupNameOf(id).includes(value);
    case 'tag':
      return ({ vm }) => Object.entries(vm?.tags ?? {}).some(([name, tag]) => `${name}=${tag}`.toLowerCase().includes(value));
  }
}

/** Whether a finding's rule has these words in its id; there are few rules, and many findings. */
function ruleCondition(value: string): (finding: Finding) => boolean {
  const known = new Map<string, boolean>();
  return ({ rule }) => {
    let isNamed = known.get(rule);
    if (isNamed === undefined) known.set(rule, (isNamed = rule.toLowerCase().includes(value)));
    return isNamed;
  };
}

/** Of another resource its finding tells no region and no tags. */
function otherConditionOf({ field, value }: FilterTerm): (finding: Finding) => boolean {
  const isNamed = ruleCondition(value);
  switch (field) {
    case undefined:
      return (finding) => finding.subject.includes(value) || isNamed(finding);
    case 'rule':
      return isNamed;
    case 'group':
      return ({ subject }) => resourceGroupNameOf(subject).includes(value);
    case 'region':
    case 'tag':
      return () => false;
  }
}
