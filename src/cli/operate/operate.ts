import { setTimeout as wait } from 'node:timers/promises';
import { abortable } from '../../azure/abortable.ts';
import { Gate } from '../../azure/limits/gate.ts';
import type { Session } from '../../azure/wire/session.ts';
import { openRecoveryAccess, type RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { withSession } from '../../azure/wire/withSession.ts';
import { toArmId } from '../../model/armId.ts';
import { consequences } from '../../operations/consequences.ts';
import { estimateText } from '../../operations/estimate/estimateText.ts';
import { failoverPreviews } from '../../operations/item/failoverPreview.ts';
import { FileJournals } from '../../operations/journal/fileJournals.ts';
import { isUnderWay, operationOf, type Kept } from '../../operations/journal/journal.ts';
import { isAbout, type Operation } from '../../operations/operation.ts';
import type { Outcome } from '../../operations/run/outcome.ts';
import { machinesAtATime } from '../../operations/run/machinesAtATime.ts';
import { planText } from '../../operations/planText.ts';
import type { Run, RunClock } from '../../operations/run/run.ts';
import { runOperation } from '../../operations/run/runOperation.ts';
import { whatIsThere } from '../../operations/run/whatIsThere.ts';
import { whoRuns } from '../../operations/journal/whoRuns.ts';
import { openSource } from '../openSource.ts';
import { printError } from '../printError.ts';
import { safeJson, safeText } from '../terminalText.ts';
import { usage } from '../usage.ts';
import { writeOut } from '../writeOut.ts';
import { attempt } from './attempt.ts';
import { checkBefore } from './checkBefore.ts';
import { confirmed, confirmQuestion } from './confirmed.ts';
import { failoverText } from './failoverText.ts';
import { nextSteps } from './nextSteps.ts';
import { operationExit } from './operationExit.ts';
import type { OperateOptions } from './operateOptions.ts';
import { planOperations } from './planOperations.ts';
import { outcomeText, progressText } from './progressText.ts';
import { readPreviews } from './readPreviews.ts';
import { readScript, type Script } from './readScript.ts';
import { sameCommand } from './sameCommand.ts';
import { isFileError, keptIn, openStateFolder } from './stateFolder.ts';
import { tellTestChecks } from './tellTestChecks.ts';
import { tellWaiting } from './tellWaiting.ts';

/** Of the built-in sandbox's clock, so that nobody waits half an hour for a first copy. */
const sandboxSpeed = 600;

const sandboxEnds = 'This sandbox ends with the command, and all that is made in it. To go on from here, serve one: npm run sandbox.';

/** Plans, asks, runs and follows; answers with the exit code. Aborting `signal` ends the following, and nothing else. */
export async function operate(options: OperateOptions, signal: AbortSignal): Promise<number> {
  const connection = await openSource(options.source, signal, { sandboxSpeed });
  const state = await openStateFolder(options.stateFolder, options.source, connection);
  try {
    // Without the signal: what became of a request that has left must be known.
    return await withSession(connection, undefined, (session) => operateOver(session, state.path, options, signal));
  } finally {
    await state.close();
  }
}

async function operateOver(session: Session, state: string, options: OperateOptions, signal: AbortSignal): Promise<number> {
  const journals = new FileJournals(state, (error) => printError(error.toText()));
  const azure = openRecoveryAccess(session);
  const underWay = (await keptIn(state, journals.list())).filter((kept) => isUnderWay(kept) && operationOf(kept).kind === options.kind);
  const known = (id: string): Kept | undefined => underWay.findLast((kept) => isAbout(operationOf(kept), toArmId(id)));
  const fresh = options.machines.filter((id) => known(id) === undefined);
  const script = options.scriptFile === undefined ? undefined : await readScript(options.scriptFile);
  const planned = await abortable(planOperations(azure, fresh, options), signal);
  const begun = planned.operations.map((operation) => withScript(operation, script));
  const resumed = [...new Set(options.machines.flatMap((id) => known(id) ?? []))];
  const operations = [...resumed.map(operationOf), ...begun];
  if (options.resume !== undefined) refuseUnknownStep(options.resume, operations);
  for (const { machineId, error } of planned.failed) {
    printError(`${machineId}: ${error.toText()}`);
    if (options.json) printEvent({ event: 'outcome', kind: options.kind, machineId, outcome: 'notBegun', message: error.toText() });
  }
  const checked = await checkBefore(azure, planned, options, session.endpoint, signal);
  if (options.json) for (const result of checked.results) printEvent({ event: 'preflight', ...result });
  const costs = planned.enablings
    .filter(({ operation }) => !checked.blocked.has(operation.subject))
    .map(({ source, estimate }) => ({ machine: source.name, estimate }));
  const preview = await abortable(previewText(planned.operations, azure, session), signal);
  const beforehand = [...preview, ...estimateText(costs), ...checked.lines];
  if (options.plan) {
    const plan = await abortable(planLines(operations, azure, session.endpoint), signal);
    const lines = [...plan, ...beforehand.map((line) => `# ${line}`)];
    await writeOut(lines.map((line) => `${safeText(line)}\n`));
    return planned.failed.length === 0 && checked.blocked.size === 0 ? operationExit.done : operationExit.failed;
  }
  for (const kept of resumed) {
    printError(`${operationOf(kept).machine}: goes on with what was begun ${kept.entries[0]?.at ?? ''}; what was chosen then holds.`);
  }
  if (options.source.kind === 'sandbox') printError(sandboxEnds);
  const going = operations.filter(({ subject }) => !checked.blocked.has(subject));
  for (const line of [...going.flatMap(consequences), ...(script ? [scriptConsequence(options.scriptFile)] : []), ...beforehand])
    printError(line);
  if (going.length === 0) return operationExit.failed;
  if (!options.yes) {
    if (!process.stdin.isTTY) {
      printError('Nothing was sent: without a terminal to ask at, --yes is needed. --plan shows what would be sent.');
      return operationExit.usage;
    }
    if (!(await confirmed(confirmQuestion(going), signal))) {
      printError('Nothing was sent.');
      return operationExit.usage;
    }
  }
  const following = options.timeoutMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
  const shared: Run['shared'] = new Map();
  const gate = new Gate(machinesAtATime(options.kind));
  const { signal: never } = new AbortController();
  const isOver = tellWaiting(signal);
  const exits = await Promise.all(
    going.map((operation) =>
      gate.run(() => runOne(operation, azure, state, shared, { ...options, script: script?.text }, following), never),
    ),
  ).finally(isOver);
  return planned.failed.length > 0 || checked.blocked.size > 0 || exits.includes(operationExit.failed)
    ? operationExit.failed
    : Math.max(...exits);
}

/** Only requests that are sent at most once are named by `--resume`; an unknown name would be passed over without a word. */
function refuseUnknownStep(resume: string, operations: readonly Operation[]): void {
  const names = new Set(operations.flatMap(({ steps }) => steps.flatMap(({ kind, name }) => (kind === 'post' ? name : []))));
  if (operations.length === 0 || names.has(resume)) return;
  throw usage(
    `--resume ${JSON.stringify(resume)} is no request of this command that is sent at most once.`,
    names.size === 0 ? 'Leave it out: what is there already is found, and not sent again.' : `Name one: ${[...names].join(', ')}.`,
  );
}

/** What a script is goes into the record of the test failover. */
function withScript(operation: Operation, script: Script | undefined): Operation {
  return script ? { ...operation, inputs: { ...operation.inputs, script: script.record } } : operation;
}

function scriptConsequence(file = ''): string {
  return `Then runs ${file} on the test machine by run command, as root or SYSTEM: once, and on no other machine.`;
}

/** What failovers that have not begun would mean, as far as Azure tells it. */
async function previewText(operations: readonly Operation[], azure: RecoveryAccess, session: Session): Promise<readonly string[]> {
  const items = operations.flatMap(({ kind, confirmed: item }) => (kind === 'failover' && item ? [item] : []));
  const now = (): Date => session.serverTime()?.server ?? new Date();
  const facts = await readPreviews(azure, items, now);
  const unread = items.filter(({ azureId }) => !facts.some(({ item }) => item.azureId === azureId));
  return [
    ...failoverPreviews(facts, now()).flatMap(failoverText),
    ...unread.map(({ friendlyName }) => `${friendlyName}: recovery points and the room of the region could not be read in time.`),
  ];
}

/** What is there already is looked up, so that the plan holds no request that would not be sent. */
async function planLines(operations: readonly Operation[], azure: RecoveryAccess, endpoint: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [operation, isThere] of await whatIsThere(azure, operations))
    lines.push(...consequences(operation).map((text) => `# ${text}`), ...planText(operation, endpoint, isThere));
  return lines;
}

async function runOne(
  operation: Operation,
  azure: RecoveryAccess,
  state: string,
  shared: Run['shared'],
  options: OperateOptions & { readonly script: string | undefined },
  signal: AbortSignal,
): Promise<number> {
  const { machine, kind } = operation;
  const same = sameCommand(options);
  const clock: RunClock = { now: () => new Date(), sleep: (ms, sleepSignal) => wait(ms, undefined, { signal: sleepSignal }) };
  const notBegun = (message: string): void => {
    printError(`${machine}: ${message}`);
    if (options.json) printEvent({ event: 'outcome', kind, machine, outcome: 'notBegun', message });
  };
  // Of one machine: the others, which may be under way, are followed all the same.
  const opened = await attempt(machine, () => keptIn(state, new FileJournals(state).open(operation, whoRuns(), new Date())));
  if ('error' in opened) {
    notBegun(opened.error.toText());
    return operationExit.usage;
  }
  const journal = opened.value;
  if (!journal) {
    notBegun(`another process runs an operation on this machine. Wait for it; ${same('jobs', '--vm', operation.subject)} shows it.`);
    return operationExit.underWay;
  }
  const say = (lines: readonly string[], json: Readonly<Record<string, unknown>>): void => {
    if (options.json) printEvent({ operation: journal.id, kind, machine, ...json });
    else for (const line of lines) console.log(safeText(`${machine}: ${line}`));
  };
  try {
    const outcome = await runOperation(journal, {
      azure,
      clock,
      signal,
      report: (progress) => {
        const { step, type, ...more } = progress;
        say(progressText(progress), { event: type, step: step.name, ...more });
      },
      resume: options.resume,
      shared,
    });
    const cancel = `${same('jobs', '--vault', operation.vaultId)} --cancel`;
    say(outcomeText(outcome, same(kind, '--vm', operation.subject), cancel), { event: 'outcome', ...plainOutcome(outcome) });
    const next = outcome.kind === 'succeeded' ? await nextSteps(operation, azure, same) : undefined;
    if (next) say(next.lines, { event: next.event, [next.event]: next.machineId });
    if (outcome.kind === 'succeeded' && kind === 'test-failover') {
      const told = await tellTestChecks(azure, journal, operation.confirmed?.azureId ?? '', { script: options.script, clock, signal });
      const { lines, hasFailed, ...more } = told;
      say(lines, { event: 'testChecks', ...more });
      if (hasFailed) return operationExit.failed;
    }
    return exitOf(outcome);
  } catch (error) {
    if (!isFileError(error)) throw error;
    printError(
      `${machine}: what is done cannot be recorded in ${state} (${error.code}), and nothing more is sent. What runs in Azure runs on.`,
    );
    printError(`${machine}: make room there, then give the same command again: it goes on.`);
    return operationExit.underWay;
  } finally {
    await journal.close();
  }
}

/** One line of `--json`. */
function printEvent(event: Readonly<Record<string, unknown>>): void {
  console.log(safeJson(JSON.stringify({ time: new Date().toISOString(), ...event })));
}

function plainOutcome(outcome: Outcome): Readonly<Record<string, unknown>> {
  if (outcome.kind === 'paused')
    return { outcome: 'paused', step: outcome.step, reason: outcome.error.reason, message: outcome.error.toText() };
  const { kind, ...more } = outcome;
  return { outcome: kind, ...more };
}

function exitOf({ kind }: Outcome): number {
  if (kind === 'succeeded') return operationExit.done;
  return kind === 'failed' || kind === 'changed' ? operationExit.failed : operationExit.underWay;
}
