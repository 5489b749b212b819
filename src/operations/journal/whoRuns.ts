import { hostname, userInfo } from 'node:os';

/** Who runs an operation, for its record: the account of this machine. */
export function whoRuns(): string {
  return `${account()}@${hostname()}`;
}

/** In containers a user often is a number alone. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
