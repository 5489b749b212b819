import { createContext, Script } from 'node:vm';
import { semanticError } from './queryError.ts';

/** What a query may take. Regular expressions of Azure (RE2) never backtrack, those of JavaScript do, some for years. */
const MOST_MILLISECONDS = 10_000;

/** Only what a `Script` calls can be stopped in the middle of a regular expression. */
const script = new Script('run()');
const context: { run?: () => unknown } = {};
createContext(context);

/**
 * The result of `run`, or a refusal after `milliseconds` of real time. [GAP] Azure has a bound of its own, with which words was not recorded.
 */
export function withinTime<T>(run: () => T, milliseconds = MOST_MILLISECONDS): T {
  context.run = run;
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw semanticError('The query takes too long');
  } finally {
    delete context.run;
  }
}
