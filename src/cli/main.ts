import { UserError } from '../model/userError.ts';
import { operationKinds } from '../operations/operation.ts';
import { auditUsage, parseAuditOptions } from './auditOptions.ts';
import { commandName } from './commandName.ts';
import { cleanSdkLog } from './cleanSdkLog.ts';
import { exitCode } from './exitCode.ts';
import { printDefect, printError } from './printError.ts';

/** Runs the command line `words` (without node and script); answers with the exit code. Results go to standard output, all else to standard error. */
export async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (words.some((word) => word === '--help' || word === '-h') || command === 'help') {
    const about = command === 'help' ? rest[0] : command;
    const isOther = about !== undefined && isOperate(about);
    const text = isOther ? (await import('./operate/operateUsage.ts')).operateUsage : auditUsage;
    console.log(text.replaceAll('azure-dr ', `${commandName} `));
    if (!isOther) console.log(`\nCommands that change Azure, each with --help: ${operateCommands.join(', ')}.`);
    return exitCode.clean;
  }
  cleanSdkLog();
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  for (const name of interrupts) process.once(name, onInterrupt);
  // A reader that goes away (`| head`, a closed terminal) ends nothing: what is under way in Azure is still followed.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    if (command !== undefined && isOperate(command)) return await runOperate(command, rest, stop.signal);
    if (command !== 'audit') {
      throw new UserError(
        'usage',
        command === undefined ? 'No command.' : `The command ${JSON.stringify(command)} is not known.`,
        `Use: ${commandName} audit --sandbox. Commands: audit, ${operateCommands.join(', ')}.`,
      );
    }
    const options = parseAuditOptions(rest);
    const { runAudit } = await import('./audit.ts');
    return await runAudit(options, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return exitCode.interrupted;
    return report(error, command !== undefined && isOperate(command) ? exitCode.failed : exitCode.partial);
  } finally {
    for (const name of interrupts) process.off(name, onInterrupt);
  }
}

/** Ctrl+C, a supervisor, a terminal that is closed. A second one ends the process at once. */
const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const operateCommands = [...operationKinds, 'jobs'] as const;
type OperateCommand = (typeof operateCommands)[number];

function isOperate(command: string): command is OperateCommand {
  return (operateCommands as readonly string[]).includes(command);
}

/** Loaded when it is asked for: an audit needs nothing of it. */
async function runOperate(command: OperateCommand, words: readonly string[], signal: AbortSignal): Promise<number> {
  if (command === 'jobs') {
    const [{ parseJobsOptions }, { showJobs }] = await Promise.all([import('./operate/jobsOptions.ts'), import('./operate/showJobs.ts')]);
    return showJobs(parseJobsOptions(words), signal);
  }
  const [{ parseOperateOptions }, { operate }] = await Promise.all([import('./operate/operateOptions.ts'), import('./operate/operate.ts')]);
  return operate(parseOperateOptions(command, words), signal);
}

/** Expected failures are one line; anything else keeps its stack, since it is a defect of ours. */
function report(error: unknown, expected: number): number {
  if (!(error instanceof UserError)) {
    printDefect(error);
    return exitCode.defect;
  }
  printError(error.toText());
  return error.reason === 'usage' || error.reason === 'refusedEndpoint' ? exitCode.usage : expected;
}
