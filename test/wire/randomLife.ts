import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { readRecoveryPoints } from '../../src/azure/siteRecovery/readRecoveryPoints.ts';
import type { RecoveryAccess } from '../../src/azure/siteRecovery/recoveryAccess.ts';
import { UserError } from '../../src/model/userError.ts';
import { commitFailover, failover } from '../../src/operations/item/failoverOperations.ts';
import { disableReplication, repairReplication } from '../../src/operations/item/replicationOperations.ts';
import { cleanUpTest } from '../../src/operations/item/testFailoverOperations.ts';
import { offeredCommands } from '../../src/operations/item/offeredCommands.ts';
import { operationOf } from '../../src/operations/journal/journal.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Outcome } from '../../src/operations/run/outcome.ts';
import { planItem, type ItemPlanChoices } from '../../src/operations/item/planItem.ts';
import { standingFactsNow } from '../../src/operations/item/standingFactsOf.ts';
import { whereItStands } from '../../src/operations/item/whereItStands.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { after, isLegal, lifeCommands, mayShow, newLife, prospect, regionOfVault, type Life, type LifeCommand } from './lifeModel.ts';
import type { Fate, Move } from './lifeMoves.ts';
import { openProtected, type Place } from './operationsHarness.ts';
import { theItem } from './theItem.ts';

const requests: Readonly<Record<LifeCommand, RegExp>> = {
  'test-failover': /^POST .*\/testFailover$/,
  'cleanup-test': /^POST .*\/testFailoverCleanup$/,
  failover: /^POST .*\/unplannedFailover$/,
  commit: /^POST .*\/failoverCommit$/,
  'change-point': /^POST .*\/applyRecoveryPoint$/,
  reprotect: /^POST .*\/switchprotection$/,
  update: /^PATCH .*\/replicationProtectedItems\/[^/]+$/,
  repair: /^POST .*\/repairReplication$/,
  disable: /^POST .*\/remove$/,
};
const jobs: Readonly<Record<LifeCommand, string>> = {
  'test-failover': 'TestFailover',
  'cleanup-test': 'TestFailoverCleanup',
  failover: 'UnplannedFailover',
  commit: 'CommitFailover',
  'change-point': 'ChangePit',
  reprotect: 'SwitchReplicationGroupProtection',
  update: 'UpdateVmProperties',
  repair: 'RepairVMReplication',
  disable: 'DisableDr',
};
const HOUR = 3600;

class Death extends Error {}

/** Plays moves against a sandbox and the model side by side; throws where they part. */
export async function playLife(sequence: readonly Move[]): Promise<void> {
  const place = await openProtected(240);
  try {
    const world = new RandomLife(place);
    for (const move of sequence) await world.play(move);
    await world.expectOrder();
  } finally {
    // Thousands of them would fill the disk before the test is over.
    rmSync(place.folder, { recursive: true, force: true });
  }
}

class RandomLife {
  readonly #place: Place;
  #life: Life = newLife;
  /** Of jobs that somebody else has begun. */
  readonly #theirs: string[] = [];

  constructor(place: Place) {
    this.#place = place;
  }

  async play(move: Move): Promise<void> {
    const { sandbox } = this.#place;
    switch (move.type) {
      case 'outage': {
        // An operation is planned where the vault can still be read, and then not taken.
        sandbox.control.setOutage(move.region, move.state, move.region === regionOfVault ? 'readOnly' : 'fail');
        const down = new Map(this.#life.down);
        if (move.state === 'up') down.delete(move.region);
        else down.set(move.region, down.get(move.region) ?? this.#now());
        this.#life = { ...this.#life, down };
        return;
      }
      case 'wait':
        sandbox.control.advance(move.hours * HOUR);
        return;
      case 'offered': {
        const chosen = this.#offered(move.choice);
        if (chosen !== undefined) await this.#act(chosen, move.fate, move.hoursDead);
        return;
      }
      case 'act':
        await (isLegal(this.#life, move.kind) ? this.#act(move.kind, move.fate, move.hoursDead) : this.#refused(move.kind));
        return;
      case 'colleague':
        await this.#colleague(this.#offered(move.choice), this.#offered(move.theirs));
        return;
    }
  }

  /** Undefined when nothing is. Rarely what ends it all. */
  #offered(choice: number): LifeCommand | undefined {
    const offered = lifeCommands.filter((one) => isLegal(this.#life, one) && (one !== 'disable' || choice === 0));
    return offered[choice % offered.length];
  }

  /** What the item does not offer is neither planned nor, planned all the same, sent. */
  async #refused(kind: LifeCommand): Promise<void> {
    if (this.#life.situation === 'gone') return;
    const before = this.#taken(kind);
    const item = await theItem(this.#place);
    await expect(planItem(this.#place.azure, kind, item, {})).rejects.toMatchObject({ reason: 'usage' });
    const direct: Partial<Record<LifeCommand, Operation>> = {
      'cleanup-test': cleanUpTest(item, ''),
      failover: failover(item, { recoveryPointId: undefined, shutsDownSource: false }),
      commit: commitFailover(item),
      repair: repairReplication(item),
      disable: disableReplication(item),
    };
    const operation = direct[kind];
    if (operation) expect(await this.#place.run(operation)).toMatchObject({ kind: 'failed', problem: { code: 'NotOffered' } });
    expect(this.#taken(kind)).toBe(before);
  }

  async #act(kind: LifeCommand, fate: Fate, hoursDead: number): Promise<void> {
    const expected = prospect(this.#life, kind);
    if (expected === 'unread') {
      await expect(this.#planned(kind)).rejects.toBeInstanceOf(UserError);
      return;
    }
    const operation = await this.#planned(kind);
    if (!operation) return;
    const before = this.#taken(kind);
    let outcome = await this.#runOnce(operation, kind, expected === 'well' ? fate : 'well');
    if (outcome === 'died') {
      this.#place.sandbox.control.advance(hoursDead * HOUR);
      outcome = await this.#run(operation);
    }
    if (outcome.kind === 'paused') outcome = await this.#run(operation);
    if (outcome.kind === 'uncertain') {
      expect(this.#taken(kind)).toBe(before);
      // Without a word from a person nothing is sent.
      expect(await this.#run(operation)).toMatchObject({ kind: 'uncertain' });
      expect(this.#taken(kind)).toBe(before);
      if (expected === 'noVault') await this.play({ type: 'outage', region: regionOfVault, state: 'up' });
      outcome = await this.#run(operation, outcome.step);
    } else expect(expected).not.toBe('noVault');
    const isRefused = expected === 'well' && fate === 'refused';
    const isFailed = isRefused || (expected === 'well' && fate === 'job fails') || prospect(this.#life, kind) === 'fails';
    expect(outcome, kind).toMatchObject({ kind: isFailed ? 'failed' : 'succeeded' });
    expect(this.#taken(kind)).toBe(before + (isRefused ? 0 : 1));
    if (!isFailed) this.#life = after(this.#life, kind, this.#now());
    await this.#expectItem();
  }

  async #colleague(kind: LifeCommand | undefined, theirs: LifeCommand | undefined): Promise<void> {
    if (!kind || !theirs || ![kind, theirs].every((one) => prospect(this.#life, one) === 'well')) return;
    const operation = await this.#planned(kind);
    const other = await this.#planned(theirs);
    const call = other?.steps.find((step) => step.kind === 'post')?.call;
    if (!operation || !call) return;
    const before = this.#taken(kind);
    const sent = await this.#place.azure.send(call);
    if (sent.kind !== 'accepted' || sent.jobId === undefined) throw new Error('Not taken.');
    this.#theirs.push(sent.jobId);
    this.#place.sandbox.control.advance(4 * HOUR);
    this.#life = after(this.#life, theirs, this.#now());
    const outcome = await this.#place.run(operation);
    const isDone = kind === 'disable' && (theirs === 'disable' || theirs === 'reprotect');
    expect(['changed', 'failed', ...(isDone ? ['succeeded'] : [])]).toContain(outcome.kind);
    expect(this.#taken(kind)).toBe(before + (kind === theirs ? 1 : 0));
    await this.#expectItem();
  }

  /** Undefined where the machine has no other point to be changed to. */
  async #planned(kind: LifeCommand): Promise<Operation | undefined> {
    const { azure, own } = this.#place;
    const item = await theItem(this.#place);
    const choices: ItemPlanChoices = {
      networkId: kind === 'test-failover' ? (this.#life.isTurned ? own.sourceNetwork : own.testNetwork) : undefined,
      cacheAccountId: this.#life.isTurned ? own.cache : own.cacheBack,
      // Another one than it is, so that a change can be told.
      size: kind === 'update' ? ['Standard_D4s_v5', 'Standard_D2s_v5'].find((size) => !item.target.startsWith(size)) : undefined,
    };
    if (kind !== 'change-point') return planItem(azure, kind, item, choices);
    const other = (await readRecoveryPoints(azure, item)).find(({ azureId }) => azureId !== item.recoveryPointId);
    return other && planItem(azure, kind, item, { recoveryPoint: other.azureId });
  }

  #run(operation: Operation, resume?: string): Promise<Outcome> {
    return this.#place.run(operation, resume === undefined ? {} : { resume });
  }

  /** One run, of a process that may die. */
  async #runOnce(operation: Operation, kind: LifeCommand, fate: Fate): Promise<Outcome | 'died'> {
    const { azure, sandbox } = this.#place;
    if (fate === 'before' || fate === 'after' || fate === 'half') this.#place.cut(requests[kind], fate);
    if (fate === 'job fails') sandbox.control.addFault({ operation: jobs[kind], errorCode: '28020' });
    const [method = '', path = ''] = requests[kind].source.slice(1).split(' ');
    const request = { method, path: path.replace('$', '\\?') };
    if (fate === 'refused') sandbox.control.addFault({ ...request, status: 403, body: { error: { code: 'AuthorizationFailed' } } });
    if (fate === 'signed out')
      sandbox.control.addFault({ ...request, status: 401, times: 2, body: { error: { code: 'ExpiredAuthenticationToken' } } });
    const mortal: RecoveryAccess = {
      ...azure,
      async send(call) {
        if (fate === 'dies before') throw new Death();
        const sent = await azure.send(call);
        if (fate === 'dies after') throw new Death();
        return sent;
      },
      async readJob(vaultId, jobId) {
        if (fate === 'dies following') throw new Death();
        return azure.readJob(vaultId, jobId);
      },
    };
    try {
      return await this.#place.run(operation, { azure: mortal });
    } catch (error) {
      if (error instanceof Death) return 'died';
      throw error;
    }
  }

  /** The item stands where the model does, offers what is legal there, and the stepper says so. */
  async #expectItem(): Promise<void> {
    if (this.#life.situation === 'gone') {
      await expect(theItem(this.#place)).rejects.toThrow('Not replicated.');
      return;
    }
    const item = await theItem(this.#place);
    const { situation, commands } = offeredCommands(item);
    expect(situation).toBe(this.#life.situation);
    expect(commands.filter((one) => one !== 'add-disk')).toEqual(lifeCommands.filter((one) => isLegal(this.#life, one)));
    const standing = whereItStands(standingFactsNow(item, undefined));
    expect(standing.isTurned).toBe(this.#life.isTurned);
    expect(standing.waits.map((wait) => wait.for)).toEqual(
      { protected: [], testOpen: ['cleanup-test'], failedOver: ['commit'], committed: ['reprotect'] }[this.#life.situation],
    );
  }

  /** Nothing was sent twice, nothing is lost, and the audit shows the machine no better than it is. */
  async expectOrder(): Promise<void> {
    const { azure, journals, own, connection } = this.#place;
    const kept = await journals.list();
    const { vaultId } = operationOf(kept[0]!);
    const followed = new Set(kept.flatMap(({ entries }) => entries.flatMap((entry) => (entry.type === 'accepted' ? [entry.jobId] : []))));
    const begun = (await azure.jobsSince(vaultId, undefined)).filter(({ scenario }) => Object.values(jobs).includes(scenario));
    expect(begun.filter(({ id }) => !followed.has(id) && !this.#theirs.includes(id))).toEqual([]);

    const inventory = await readInventory(connection);
    const assessment = assess(inventory, defaultPolicy, this.#place.sandbox.control.now());
    const recovered = own.machine.replace('/rg-app/', '/rg-app-dr/');
    const id = (this.#life.isTurned ? recovered : own.machine).toLowerCase();
    const shown = assessment.machines.filter((machine) => machine.id === id).map(({ state }) => state);
    expect(shown).toHaveLength(1);
    expect(mayShow(this.#life, this.#now())).toContain(shown[0]);
  }

  #taken(kind: LifeCommand): number {
    return this.#place.taken(requests[kind]);
  }

  #now(): number {
    return this.#place.sandbox.control.now().getTime();
  }
}
