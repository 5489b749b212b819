import type { MachineState } from '../../readiness/assessment.ts';
import type { Severity } from '../../readiness/finding.ts';

/** A codicon and, where it says something, a theme colour. Shape and text always tell the same as the colour. */
export interface Icon {
  readonly name: string;
  readonly color?: string;
}

const red = 'testing.iconFailed';
const yellow = 'list.warningForeground';

export const icons = {
  good: { name: 'pass', color: 'testing.iconPassed' },
  warning: { name: 'warning', color: yellow },
  bad: { name: 'error', color: red },
  unknown: { name: 'question' },
  info: { name: 'info' },
  locked: { name: 'lock' },
  subscription: { name: 'key' },
  region: { name: 'globe' },
  rebuilt: { name: 'history' },
  range: { name: 'list-ordered' },
  resources: { name: 'package' },
  companions: { name: 'link' },
  resourceGroup: { name: 'folder' },
  vault: { name: 'shield' },
  tag: { name: 'tag' },
  storage: { name: 'database' },
  backup: { name: 'archive' },
  excluded: { name: 'circle-slash' },
  outage: { name: 'zap', color: red },
} as const satisfies Record<string, Icon>;

export const stateIcons: Readonly<Record<MachineState, Icon>> = {
  unknown: icons.unknown,
  testRunning: { name: 'beaker', color: 'charts.blue' },
  failedOver: { name: 'arrow-swap', color: yellow },
  protecting: { name: 'sync', color: 'charts.blue' },
  unprotected: icons.bad,
  atRisk: icons.warning,
  ready: icons.good,
};

export const severityIcons: Readonly<Record<Severity, Icon>> = {
  critical: icons.bad,
  high: { name: 'warning', color: red },
  medium: icons.warning,
  low: icons.info,
};
