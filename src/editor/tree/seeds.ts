import { partsOf } from '../../model/armId.ts';
import type { AssessedMachine, ExcludedFinding } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { Branch } from './branch.ts';
import type { EstateIndex } from './estateIndex.ts';
import type { FindingNode, FindingsNode, GroupNode, Note, Seed } from './node.ts';

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

/** What fails and what of that is excluded, each a row where there is any. `owner` tells apart those of machines, subscriptions and the whole estate. */
export function findingsSeeds(
  owner: string,
  machine: AssessedMachine | undefined,
  findings: readonly Finding[],
  excluded: readonly ExcludedFinding[],
): readonly Seed[] {
  return [
    ...(findings.length > 0 ? [findingsSeed(`findings:${owner}`, machine, findings, false)] : []),
    ...(excluded.length > 0 ? [findingsSeed(`excluded:${owner}`, machine, excluded, true)] : []),
  ];
}

function findingsSeed(id: string, machine: AssessedMachine | undefined, findings: FindingsNode['findings'], isExcluded: boolean): Seed {
  return {
    name: id,
    machines: [],
    make: (parent) => ({ kind: 'findings', id, parent, isExcluded, machine, findings }),
  };
}

/** `at`: place among its siblings, since a rule may fail twice for one subject; a disk may be of several machines. */
export function findingSeed(finding: FindingNode['finding'], machine: AssessedMachine | undefined, at: number): Seed {
  const id = `finding:${finding.rule}:${finding.subject}:${at}`;
  return {
    name: partsOf(finding.subject).name,
    machines: [],
    make: (parent) => ({ kind: 'finding', id: parent?.kind === 'fact' ? `${parent.id}/${id}` : id, parent, finding, machine }),
  };
}

export function branchSeed(branch: Branch): Seed {
  return {
    name: branch.label,
    machines: [],
    make: (parent) => ({ kind: 'branch', id: `${parent?.id ?? ''}/branch ${branch.key}`, parent, branch }),
  };
}

export function noteSeed(note: Note): Seed {
  return {
    name: note.label,
    machines: [],
    make: (parent) => ({ kind: 'note', id: `${parent?.id ?? ''}/note ${note.key}`, parent, note }),
  };
}
