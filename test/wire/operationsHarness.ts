import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHttpHeaders, RestError, type HttpClient, type PipelineResponse } from '@azure/core-rest-pipeline';
import { onTestFinished } from 'vitest';
import { sandboxConnection, type Connection } from '../../src/azure/wire/connection.ts';
import type { LimiterClock } from '../../src/azure/limits/quotaLimiter.ts';
import { ReadLimiter } from '../../src/azure/limits/readLimiter.ts';
import { openSession } from '../../src/azure/wire/session.ts';
import { openRecoveryAccess, type RecoveryAccess } from '../../src/azure/siteRecovery/recoveryAccess.ts';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import type { RecoveryItem } from '../../src/model/recoveryItem.ts';
import type { EnableChoices } from '../../src/operations/enable/enableChoices.ts';
import { enableReplication } from '../../src/operations/enable/enableReplication.ts';
import { FileJournals } from '../../src/operations/journal/fileJournals.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Outcome } from '../../src/operations/run/outcome.ts';
import type { Progress, Run } from '../../src/operations/run/run.ts';
import { runOperation } from '../../src/operations/run/runOperation.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { machineToProtect, type MachineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';

/**
 * What happens to a request: `before` it leaves the connection breaks; `after` Azure has taken it; `half` the head of the answer has come
 * and its body breaks.
 */
export type Cut = 'before' | 'after' | 'half';

export interface Place {
  readonly sandbox: Sandbox;
  readonly own: MachineToProtect;
  readonly azure: RecoveryAccess;
  readonly connection: Connection;
  readonly journals: FileJournals;
  readonly folder: string;
  /** Breaks the next request whose method and path match. */
  cut(request: RegExp, how: Cut): void;
  /** From now on no request whose method and path match gets an answer: the connection is refused, or nothing ever comes. */
  refuse(request: RegExp, how: 'refused' | 'hangs'): void;
  /** Opens the operation's journal as a new process would, runs it, closes. */
  run(
    operation: Operation,
    more?: {
      readonly resume?: string;
      readonly signal?: AbortSignal;
      readonly onProgress?: (progress: Progress) => void;
      readonly shared?: Run['shared'];
      /** Another way to the same Azure. */
      readonly azure?: RecoveryAccess;
    },
  ): Promise<Outcome>;
  /** Requests that Azure has taken, of `METHOD path`. */
  taken(request: RegExp): number;
  readonly item: () => Promise<RecoveryItem>;
}

export function choicesFor(own: MachineToProtect): EnableChoices {
  return {
    targetRegion: 'eastus2',
    targetGroupId: own.targetGroup,
    networkId: own.targetNetwork,
    subnetName: 'default',
    cacheAccountId: own.cache,
  };
}

/** A sandbox in process, whose clock moves when an operation sleeps; a machine that can be replicated; a folder for journals. */
export function openPlace(secondsASleep = 30): Place {
  const sandbox = createSandbox({ clock: 'manual', empty: true });
  const own = machineToProtect(SUBSCRIPTION);
  sandbox.control.putResources(own.resources);
  const folder = temporaryFolder();
  const cuts: { readonly request: RegExp; readonly how: Cut }[] = [];
  const refused: { readonly request: RegExp; readonly how: 'refused' | 'hangs' }[] = [];
  const door = sandboxHttpClient((request) => sandbox.handle(request));
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const target = `${request.method} ${new URL(request.url).pathname}`;
      const silent = refused.find((one) => one.request.test(target));
      if (silent?.how === 'refused') throw new RestError('connect ECONNREFUSED', { code: 'ECONNREFUSED', request });
      if (silent) await new Promise(() => {});
      const at = cuts.findIndex((one) => one.request.test(target));
      const [cut] = at < 0 ? [] : cuts.splice(at, 1);
      const broken = new RestError('socket hang up', { code: 'ECONNRESET', request });
      if (cut?.how === 'before') throw broken;
      const response = await door.sendRequest(request);
      if (cut?.how === 'after') throw broken;
      if (cut?.how === 'half') {
        const headers = createHttpHeaders({ ...response.headers.toJSON(), 'content-encoding': 'gzip', 'content-type': 'application/json' });
        return { request, status: response.status, headers, bytes: Buffer.from('\u001f half') } as PipelineResponse;
      }
      return response;
    },
  };
  // Limits of Azure's go by the sandbox's clock, like everything else here.
  const clock: LimiterClock = {
    now: () => sandbox.control.now().getTime(),
    sleep: async (ms) => void sandbox.control.advance(ms / 1000),
  };
  // What a region that is down does not answer is asked five times: without pauses.
  const connection = { ...sandboxConnection(httpClient, { kind: 'sandbox', label: 'Sandbox' }), repeatAfterMs: 1 };
  const quota = { ...connection.quota, reads: new ReadLimiter(clock) };
  const session = openSession({ ...connection, quota }, new AbortController().signal);
  const azure = openRecoveryAccess(session);
  const journals = new FileJournals(folder);
  return {
    sandbox,
    own,
    azure,
    connection,
    journals,
    folder,
    cut: (request, how) => void cuts.push({ request, how }),
    refuse: (request, how) => void refused.push({ request, how }),
    async run(
      operation,
      { resume, signal = new AbortController().signal, onProgress = () => {}, shared = new Map(), azure: way = azure } = {},
    ) {
      const journal = await journals.open(operation, 'tester', sandbox.control.now());
      if (!journal) throw new Error('Held by another.');
      try {
        return await runOperation(journal, {
          azure: way,
          clock: {
            now: () => sandbox.control.now(),
            async sleep(ms) {
              signal.throwIfAborted();
              sandbox.control.advance(Math.max(secondsASleep, ms / 1000));
            },
          },
          signal,
          report: onProgress,
          resume,
          shared,
        });
      } finally {
        await journal.close();
      }
    },
    taken: (request) =>
      sandbox.control.requests().filter(({ method, path: at, status }) => status > 0 && status < 300 && request.test(`${method} ${at}`))
        .length,
    async item() {
      const operation = enableReplication(await readReplicationSource(azure, own.machine), choicesFor(own), undefined);
      const step = operation.steps.at(-1);
      const item = step?.kind === 'wait' ? await azure.readItem(step.itemId) : undefined;
      if (!item) throw new Error('Not replicated.');
      return item;
    },
  };
}

/** Gone when the test is. Apart, so that what waits for that holds nothing of a place. */
function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'operations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The same, with the machine replicated by the operation that is for it. */
export async function openProtected(secondsASleep?: number): Promise<Place> {
  const place = openPlace(secondsASleep);
  const source = await readReplicationSource(place.azure, place.own.machine);
  const outcome = await place.run(enableReplication(source, choicesFor(place.own), undefined));
  if (outcome.kind !== 'succeeded') throw new Error(JSON.stringify(outcome));
  return place;
}

/** An Automation account in the target group, for updates of the agent; its id. */
export function putAutomation({ sandbox, own }: Place): string {
  const type = 'Microsoft.Automation/automationAccounts';
  const id = `${own.targetGroup}/providers/${type}/auto`;
  sandbox.control.putResources([{ id, name: 'auto', type, location: 'eastus2' }]);
  return id;
}
