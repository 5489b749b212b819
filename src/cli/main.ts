import { UserError } from '../model/userError.ts';
import { runAudit } from './audit.ts';
import { auditUsage, parseAuditOptions } from './auditOptions.ts';
import { exitCode } from './exitCode.ts';
import { printDefect, printError } from './printError.ts';

/** Runs the command line `words` (without node and script); answers with the exit code. Results go to standard output, all else to standard error. */
export async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (words.some((word) => word === '--help' || word === '-h') || command === 'help') {
    console.log(auditUsage);
    return exitCode.clean;
  }
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    if (command !== 'audit') {
      throw new UserError(
        'usage',
        command === undefined ? 'No command.' : `The command ${JSON.stringify(command)} is not known.`,
        'Use: azure-dr audit --sandbox',
      );
    }
    return await runAudit(parseAuditOptions(rest), stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return exitCode.interrupted;
    return report(error);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** Expected failures are one line; anything else keeps its stack, since it is a defect of ours. */
function report(error: unknown): number {
  if (!(error instanceof UserError)) {
    printDefect(error);
    return exitCode.defect;
  }
  printError(error.toText());
  return error.reason === 'usage' || error.reason === 'refusedEndpoint' ? exitCode.usage : exitCode.partial;
}
