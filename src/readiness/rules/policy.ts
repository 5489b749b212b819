import { hourMs, minuteMs } from '../dates.ts';
import type { Evidence } from '../finding.ts';
import type { PolicyRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass } from '../verdicts.ts';
import { sources } from './sources.ts';

const minutesAnHour = hourMs / minuteMs;

/** Replication policies: how far back one can go. */
export const policyRules: readonly PolicyRule[] = [
  {
    id: 'DR-POL-001',
    on: 'policy',
    title: 'Replication policy keeps too little',
    severity: 'medium',
    depth: 'inventory',
    decides: ['providerSpecificDetails.recoveryPointHistory', 'providerSpecificDetails.appConsistentFrequencyInMinutes'],
    sources: [sources.policies, sources.questions],
    corresponds: {},
    explanation:
      'The replication policy keeps recovery points for less time than asked for (24 hours by default), or makes application-consistent ones less often (by default not asked for). Policies that no protected item uses are left out.',
    consequence:
      'What went wrong in the machine before the outage was replicated too, and there is no recovery point from before it to fail over to.',
    fix: 'Raise the retention of the policy (up to 15 days), or its application-consistent frequency. It applies to all machines of the policy from then on.',
    check: ({ policy: row, isUsed }, policy): Verdict => {
      if (isUsed === false) return notApplicable;
      const { recoveryPointHistoryMinutes: history, appConsistentFrequencyMinutes: frequency } = row;
      const historyWanted = policy.retentionHours * minutesAnHour;
      const frequencyWanted = policy.appConsistentHours * minutesAnHour;
      const evidence: Evidence[] = [];
      if (history !== undefined && history < historyWanted) {
        evidence.push(
          { property: 'recoveryPointHistory, minutes', value: history },
          { property: 'retention asked for, minutes', value: historyWanted },
        );
      }
      // 0 minutes: none are made.
      if (frequencyWanted > 0 && frequency !== undefined && (frequency === 0 || frequency > frequencyWanted)) {
        evidence.push(
          { property: 'appConsistentFrequencyInMinutes', value: frequency },
          { property: 'frequency asked for, minutes', value: frequencyWanted },
        );
      }
      if (evidence.length > 0) return isUsed === undefined ? missing('which protected items follow the policy') : fail(evidence);
      if (historyWanted > 0 && history === undefined) return missing('recoveryPointHistory of the policy');
      return frequencyWanted > 0 && frequency === undefined ? missing('appConsistentFrequencyInMinutes of the policy') : pass;
    },
  },
];
