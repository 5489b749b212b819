import type { RuleText } from '../rule.ts';

/** Not a judgement of facts, but of the exclusions that were given: see `applyExclusions`. It cannot be excluded itself. */
export const expiredExclusionRule: RuleText = {
  id: 'DR-EXC-001',
  title: 'Exclusion of a finding has expired',
  severity: 'low',
  depth: 'inventory',
  decides: ['exclusion: rule, resourceId, until'],
  sources: [
    {
      title: 'Azure Policy exemption structure (the same idea: an exemption past its date is no longer honoured)',
      url: 'https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure',
      date: 'no date',
    },
  ],
  corresponds: {},
  explanation: 'A finding was excluded until a day that is past, and it is still there. It counts again.',
  consequence: 'What the finding itself says. The reason that was given for its exclusion held until a day that is past.',
  fix: 'Fix the finding, exclude it again with a reason that holds and a new last day, or remove the exclusion.',
};
