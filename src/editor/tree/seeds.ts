import { partsOf } from '../../model/armId.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { EstateIndex } from './estateIndex.ts';
import type { GroupNode, Note, Seed } from './node.ts';

/** Groups have ids of their own while a filter is set: they open by themselves then, and have their old shape back afterwards. */
const filteredMark = '?filtered';

export function groupSeed(
  groupBy: GroupNode['groupBy'],
  key: string,
  machines: readonly AssessedMachine[],
  index: EstateIndex,
  filtered: boolean,
): Seed {
  const id = `${groupBy}:${key}${filtered ? filteredMark : ''}`;
  return {
    name: groupBy === 'subscription' ? index.subscriptionName(key) : key,
    machines,
    make: (parent) => ({ kind: 'group', id, parent, groupBy, key, machines }),
  };
}

export function machineSeed(machine: AssessedMachine): Seed {
  return {
    name: machine.name,
    machines: [machine],
    make: (parent) => ({ kind: 'machine', id: `machine:${machine.id}`, parent, machine }),
  };
}

/** `owner` tells apart the findings of machines, subscriptions and the whole estate. */
export function findingsSeed(owner: string, machine: AssessedMachine | undefined, findings: readonly Finding[]): Seed {
  return {
    name: owner,
    machines: [],
    make: (parent) => ({ kind: 'findings', id: `findings:${owner}`, parent, machine, findings }),
  };
}

/** `at`: place among its siblings, since a rule may fail twice for one subject. */
export function findingSeed(finding: Finding, machine: AssessedMachine | undefined, at: number): Seed {
  return {
    name: partsOf(finding.subject).name,
    machines: [],
    make: (parent) => ({ kind: 'finding', id: `finding:${finding.rule}:${finding.subject}:${at}`, parent, finding, machine }),
  };
}

export function noteSeed(note: Note): Seed {
  return {
    name: note.label,
    machines: [],
    make: (parent) => ({ kind: 'note', id: `${parent?.id ?? ''}/note ${note.key}`, parent, note }),
  };
}
