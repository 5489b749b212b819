import type { Problem } from '../../model/problem.ts';

/** A problem that is found here, not told by Azure. `adviceFor` its code says what to do. */
export function ownProblem(code: string, message: string): Problem {
  return { code, message, causes: '', action: '' };
}
