import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { FileJournals } from '../../src/operations/journal/fileJournals.ts';
import { endingOf, operationOf, type JournalEntry } from '../../src/operations/journal/journal.ts';
import type { OperationKind } from '../../src/operations/operation.ts';
import type { LoggedRequest } from '../../src/sandbox/requestLog.ts';
import type { MachineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { azureDr, startCli, type Run } from './runCli.ts';
import { get, serveSandbox, type Served } from './servedSandbox.ts';

/** A job of minutes is over before a process is up again. */
const SPEED = '2000';
/** Long enough to be killed in between. */
export const ON_ITS_WAY_MS = 700;

type Reached = (all: readonly JournalEntry[]) => boolean;

/** A sandbox that is served, a state folder, and `azure-dr` as it is typed, for one machine at a time. */
export class Terminal {
  readonly served: Served;
  readonly state: string;
  readonly journals: FileJournals;
  readonly own: MachineToProtect;
  /** ARM id that `--vm` names. */
  machine: string;

  private constructor(served: Served, own: MachineToProtect) {
    this.served = served;
    this.own = own;
    this.machine = own.machine;
    this.state = mkdtempSync(path.join(tmpdir(), 'azure-dr-state-'));
    this.journals = new FileJournals(path.join(this.state, 'operations', new URL(served.url).host.replace(':', '_')));
  }

  static async open(own: MachineToProtect): Promise<Terminal> {
    const terminal = new Terminal(await serveSandbox('--empty', '--speed', SPEED), own);
    await terminal.control('PUT', '/resources', { resources: own.resources });
    return terminal;
  }

  async close(): Promise<void> {
    await this.served.stop();
    rmSync(this.state, { recursive: true, force: true });
  }

  async control(method: string, at: string, body?: unknown): Promise<Record<string, unknown>> {
    const { served } = this;
    const answer = await get(served, `${served.controlUrl}${at}`, { method }, body === undefined ? undefined : JSON.stringify(body));
    expect(answer.status).toBe(200);
    return JSON.parse(answer.bytes.toString()) as Record<string, unknown>;
  }

  words(kind: OperationKind | 'jobs', ...more: readonly string[]): string[] {
    const { url, caCertificate } = this.served;
    const where = ['--endpoint', url, '--ca', caCertificate, '--state', this.state];
    return [kind, ...where, ...(kind === 'jobs' ? [] : ['--vm', this.machine]), ...more];
  }

  /** What the commands are given here. */
  flags(kind: OperationKind): readonly string[] {
    const { targetGroup, targetNetwork, testNetwork, cache } = this.own;
    const all: Readonly<Record<OperationKind, readonly string[]>> = {
      enable:
        `--target-region eastus2 --target-group ${targetGroup} --network ${targetNetwork} --subnet default --cache-account ${cache}`.split(
          ' ',
        ),
      'test-failover': ['--network', testNetwork],
      'cleanup-test': ['--notes', 'fine'],
      update: ['--size', 'Standard_D4s_v5'],
      'add-disk': [],
      failover: ['--shutdown-source'],
      commit: [],
      'change-point': ['--recovery-point', 'latest-processed'],
      reprotect: [],
      repair: [],
      disable: [],
    };
    return all[kind];
  }

  run(kind: OperationKind, ...more: readonly string[]): Promise<Run> {
    return azureDr(this.words(kind, ...this.flags(kind), '--yes', ...more));
  }

  async requests(method: string, at: RegExp): Promise<readonly LoggedRequest[]> {
    const { requests: all } = (await this.control('GET', '/requests')) as { requests: readonly LoggedRequest[] };
    return all.filter((one) => one.method === method && at.test(one.path));
  }

  /** What the newest operation of a kind has written so far. */
  async entries(kind: OperationKind): Promise<readonly JournalEntry[]> {
    return (await this.journals.list()).findLast((kept) => operationOf(kept).kind === kind)?.entries ?? [];
  }

  /**
   * Runs `azure-dr`, and kills it with SIGKILL once its journal shows what is waited for, `onItsWay` also once a request has come; false when it
   * ended before.
   */
  async killWhen(
    kind: OperationKind,
    isReached: Reached,
    { onItsWay = false, more = [] }: { readonly onItsWay?: boolean; readonly more?: readonly string[] } = {},
  ): Promise<boolean> {
    const before = (await this.entries(kind)).length;
    const { child, ended } = startCli(this.words(kind, ...this.flags(kind), '--yes', ...more));
    while (child.exitCode === null) {
      const now = await this.entries(kind);
      if (now.length !== before && isReached(now)) {
        if (onItsWay) await this.#arrival(child, kind, now.length);
        child.kill('SIGKILL');
        await ended;
        await this.#settled();
        return true;
      }
      await wait(2);
    }
    return false;
  }

  /**
   * Kills a command that asks once: before it sends, with its request on its way and lost, on its way and taken, and accepted. It is sent
   * again only when a person says so, and taken once.
   */
  async killEverywhere(kind: OperationKind, method: string, at: RegExp): Promise<void> {
    const request = { method, path: at.source.replaceAll('\\/', '/').replace('$', '\\?'), delayMs: ON_ITS_WAY_MS };
    await this.control('POST', '/faults', { method: 'GET', path: '/replicationJobs\\?', delayMs: ON_ITS_WAY_MS });
    expect(await this.killWhen(kind, (all) => !onStep('intended', kind)(all))).toBe(true);
    expect(taken(await this.requests(method, at))).toBe(0);

    // Lost: the connection breaks before Azure takes it, and nobody is there to see that.
    await this.control('POST', '/faults', { ...request, reset: true });
    expect(await this.killWhen(kind, onStep('intended', kind), { onItsWay: true })).toBe(true);
    expect(await this.run(kind)).toMatchObject({ code: 3, out: expect.stringContaining(`--resume ${kind}`) });
    expect(await this.requests(method, at)).toHaveLength(1);

    // Sent again because a person says so; taken, and the process killed before it hears of it.
    await this.control('POST', '/faults', request);
    const intended = (await this.entries(kind)).filter(({ type }) => type === 'intended').length;
    const isSentAgain: Reached = (all) => all.filter(({ type }) => type === 'intended').length > intended;
    expect(await this.killWhen(kind, isSentAgain, { onItsWay: true, more: ['--resume', kind] })).toBe(true);
    expect(taken(await this.requests(method, at))).toBe(1);

    // Found by its job; killed again while it is followed, and gone on with.
    await this.killWhen(kind, onStep('accepted', kind));
    const ending = async () => endingOf({ entries: await this.entries(kind) });
    if ((await ending()) === undefined) expect(await this.run(kind)).toMatchObject({ code: 0 });
    expect(await ending()).toBe('succeeded');
    const accepted = (await this.entries(kind)).find((entry) => entry.type === 'accepted' && entry.step === kind);
    expect(accepted).toMatchObject({ adopted: true });
    expect(await this.requests(method, at)).toHaveLength(2);
    expect(taken(await this.requests(method, at))).toBe(1);
  }

  /** What a dead process has sent is on its way until Azure has taken it or the connection is cut: the next process must not come in between. */
  async #settled(): Promise<void> {
    while ((await this.#underWay()) > 0) await wait(5);
  }

  /** A request has come, or the process is past it. */
  async #arrival(child: ChildProcess, kind: OperationKind, entries: number): Promise<void> {
    while (child.exitCode === null && (await this.#underWay()) === 0 && (await this.entries(kind)).length === entries) await wait(2);
  }

  async #underWay(): Promise<number> {
    return ((await this.control('GET', '/requests')) as { underWay: number }).underWay;
  }
}

export function taken(all: readonly LoggedRequest[]): number {
  return all.filter(({ status }) => status >= 200 && status < 300).length;
}

export function onStep(type: JournalEntry['type'], step: string): Reached {
  return (all) => all.some((entry) => entry.type === type && 'step' in entry && entry.step === step);
}
