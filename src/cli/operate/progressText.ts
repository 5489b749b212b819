import type { Outcome } from '../../operations/run/outcome.ts';
import { problemText } from '../../operations/problemText.ts';
import type { Progress } from '../../operations/run/run.ts';

/** What a run tells, for people: lines without the machine's name. */
export function progressText(progress: Progress): readonly string[] {
  const { step } = progress;
  switch (progress.type) {
    case 'step':
      return [step.title];
    case 'accepted':
      return progress.jobId === undefined ? [] : [`  ${progress.adopted ? 'its job was found' : 'accepted, job'} ${progress.jobId}`];
    case 'job': {
      const { tasks, standing, title } = progress.job;
      const running = tasks.filter(({ state }) => state === 'InProgress').map((task) => task.title);
      const over = tasks.filter(({ state }) => state !== 'InProgress' && state !== 'NotStarted').length;
      return [`  ${title}: ${standing === 'running' ? running.join(', ') || 'waiting' : standing} (${over} of ${tasks.length} tasks)`];
    }
    case 'state':
      return [`  ${progress.state}${progress.percent === undefined ? '' : ` ${progress.percent}%`}`];
    case 'warning':
      return problemText(progress.problem).map((line, at) => (at === 0 ? `  warning: ${line}` : `    ${line}`));
    case 'done':
      return [progress.wasThere ? '  is there already' : '  done'];
  }
}

function warningsText(count: number): string {
  return count === 0 ? '' : `, with ${count} ${count === 1 ? 'warning' : 'warnings'}`;
}

/** How a run came to its end, for people; what can be done next in the last line: the `command` again, or with `cancel` and a job's id behind it. */
export function outcomeText(outcome: Outcome, command: string, cancel: string): readonly string[] {
  switch (outcome.kind) {
    case 'succeeded':
      return [`succeeded${warningsText(outcome.warnings.length)}`];
    case 'failed':
      return [
        ...problemText(outcome.problem).map((line, at) => (at === 0 ? `failed: ${line}` : `  ${line}`)),
        '  Give the same command again when that is mended: what is there already is used.',
      ];
    case 'changed':
      return [
        'stopped before anything was sent: the protected item is not as it was confirmed',
        ...outcome.differences.map(
          ({ property, confirmed, now }) => `  ${property}: was ${confirmed || 'nothing'}, is ${now || 'nothing'}`,
        ),
        '  Somebody else works on it. Look at it, then run the command again.',
      ];
    case 'uncertain':
      return [
        `not known: the request of the step ${outcome.step} left, its answer was lost, and no job tells that Azure took it`,
        `  Look at the vault's jobs. To follow a job that shows up later: ${command}. To send the request again: ${command} --resume ${outcome.step}`,
      ];
    case 'paused':
      return [`paused: ${outcome.error.toText()}`, `  What runs in Azure runs on. To go on: ${command}`];
    case 'stopped':
      return ['not followed any more; what runs in Azure runs on', `  To go on: ${command}. To cancel a job in Azure: ${cancel} JOB`];
  }
}
