import type { PlanFacts } from '../facts.ts';
import { Gathering } from '../gathering.ts';
import type { PlanRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { sources } from './sources.ts';

export const runbookRules: readonly PlanRule[] = [
  {
    id: 'DR-PLN-003',
    on: 'plan',
    title: 'Runbook of the recovery plan would not run',
    severity: 'high',
    depth: 'full',
    decides: [
      'groups.startGroupActions.customDetails.runbookId',
      'groups.endGroupActions.customDetails.runbookId',
      'automationAccounts/runbooks: state, location',
      'automationAccounts/jobs: status',
    ],
    sources: [sources.runbooks],
    corresponds: { aprl: ['67205887-0733-466e-b50e-b1cd7316c514'] },
    explanation:
      'A step of the plan runs a runbook that does not exist, is not published, lies in an Automation account of the region that would be lost, or whose last job failed.',
    consequence: 'The plan stops at this step, in the outage, and everything after it waits for somebody.',
    fix: 'Restore or publish the runbook, and test it. Keep the Automation account in the target region, or a second one there.',
    check: judgeRunbooks,
  },
];

/** States of jobs that ended badly. */
const failed = /^(failed|suspended|stopped)$/i;

function judgeRunbooks({ plan, index }: PlanFacts): Verdict {
  const { planActions, runbooks } = index.details;
  const gathering = new Gathering();
  const actions = gathering.take(planActions.get(plan.id), 'the steps of the recovery plan');
  for (const { name, runbookId } of actions?.runbooks ?? []) {
    const runbook = gathering.take(runbooks.get(runbookId), `the runbook of the step ${name}`);
    if (runbook === undefined) continue;
    const title = runbookId.slice(runbookId.lastIndexOf('/') + 1);
    if (runbook === null) {
      gathering.add(`runbookId of ${name}: does not exist`, title);
      continue;
    }
    const { state, location, lastStatus } = runbook;
    if (state !== undefined && !/^(published|edit)$/i.test(state)) gathering.add(`state of ${title}`, state);
    if (lastStatus !== null && failed.test(lastStatus)) gathering.add(`status of the last job of ${title}`, lastStatus);
    const region = actions?.lostRegion;
    if (location !== undefined && region != null && sameRegion(location, region)) gathering.add(`location of ${title}`, location);
    if (state === undefined) gathering.lack('The read did not give the state of a runbook.');
    if (location === undefined || region === undefined) gathering.lack('The read did not give the regions of the plan and its runbooks.');
  }
  return gathering.verdict();
}
