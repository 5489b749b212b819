import type { Problem } from '../model/problem.ts';
import { adviceFor } from './advice.ts';

/** A problem for people, a line each: what Azure says with its code, its causes, what it means, what to do. */
export function problemText({ code, message, causes, action }: Problem): readonly string[] {
  const advice = adviceFor(code);
  return [
    `${message || 'Azure gives no message.'} (${code || 'no code'})`,
    ...(causes ? [`Possible causes: ${causes}`] : []),
    ...(advice ? [`It means: ${advice.means}`, `What to do: ${advice.todo}`] : []),
    ...(action ? [`Azure recommends: ${action}`] : []),
  ];
}
