import type { JobStanding } from '../../model/recoveryJob.ts';
import type { StepRecord } from '../../operations/journal/operationRecord.ts';
import type { TestCheck } from '../../operations/testCheck.ts';
import { icons, type Icon } from '../tree/icon.ts';
import type { Standing } from './operationEntry.ts';

/** Every row says in words, too, what its icon says. */
const runningIcon: Icon = { name: 'loading~spin' };
const notYet: Icon = { name: 'circle-outline' };

export const standingIcons: Readonly<Record<Standing, Icon>> = {
  waiting: { name: 'clock' },
  running: runningIcon,
  paused: { name: 'debug-pause', color: 'list.warningForeground' },
  uncertain: icons.unknown,
  stopped: { name: 'debug-disconnect' },
  elsewhere: { name: 'multiple-windows' },
  succeeded: icons.good,
  failed: icons.bad,
  changed: icons.warning,
};

export const stepIcons: Readonly<Record<StepRecord['state'] | 'running', Icon>> = {
  'not begun': notYet,
  intended: icons.unknown,
  accepted: { name: 'debug-pause' },
  running: runningIcon,
  done: icons.good,
  failed: icons.bad,
};

export const jobIcons: Readonly<Record<JobStanding, Icon>> = {
  running: runningIcon,
  waiting: { name: 'clock' },
  succeeded: icons.good,
  failed: icons.bad,
  cancelled: icons.excluded,
};

/** By Azure's word for the state of a task. */
export function taskIcon(state: string): Icon {
  switch (state) {
    case 'NotStarted':
      return notYet;
    case 'InProgress':
      return runningIcon;
    case 'Succeeded':
      return icons.good;
    case 'Failed':
      return icons.bad;
    default:
      return icons.info;
  }
}

export const checkIcons: Readonly<Record<TestCheck['level'], Icon>> = {
  pass: icons.good,
  warning: icons.warning,
  failed: icons.bad,
  notRun: icons.excluded,
  unknown: icons.unknown,
};

export const problemIcons = {
  warning: icons.warning,
  error: icons.bad,
  more: { name: 'blank' },
} as const satisfies Record<string, Icon>;
