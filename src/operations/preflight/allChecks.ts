import { cacheAccountChecks } from './cacheAccountChecks.ts';
import { capacityChecks } from './capacityChecks.ts';
import { machineChecks } from './machineChecks.ts';
import { markChecks } from './markChecks.ts';
import { networkChecks } from './networkChecks.ts';
import type { PreflightCheck } from './preflightCheck.ts';
import { regionChecks } from './regionChecks.ts';
import { scopeChecks } from './scopeChecks.ts';

/** The closed list; docs/preflight.md shows it. */
export const allChecks: readonly PreflightCheck[] = [
  ...machineChecks,
  ...markChecks,
  ...cacheAccountChecks,
  ...networkChecks,
  ...capacityChecks,
  ...regionChecks,
  ...scopeChecks,
];

/** Whether a check has this id. */
export function isCheck(id: string): boolean {
  return allChecks.some((check) => check.id === id);
}
