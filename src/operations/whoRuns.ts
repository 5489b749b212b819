import { hostname, userInfo } from 'node:os';

/** Who runs an operation, for its record: the account of this machine. */
export function whoRuns(): string {
  return `${userInfo().username}@${hostname()}`;
}
