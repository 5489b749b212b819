import { sameText } from '../../model/sameText.ts';
import type { FailoverReading } from '../../azure/siteRecovery/readFailoverFacts.ts';
import { Gate } from '../../azure/limits/gate.ts';
import { readRecoveryPoints } from '../../azure/siteRecovery/readRecoveryPoints.ts';
import { readRecoveryTarget } from '../../azure/siteRecovery/readRecoveryTarget.ts';
import { readRoom } from '../../azure/siteRecovery/readRoom.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { subscriptionOf, toArmId } from '../../model/armId.ts';
import type { Room } from '../../model/enableOptions.ts';
import type { Source } from '../../model/inventory.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { planItem } from '../../operations/item/planItem.ts';
import { isFollowed, type OperationEntry } from '../operations/operationEntry.ts';
import type { Operations } from '../operations/operations.ts';
import type { Localizer } from '../localizer.ts';
import type { Page } from '../pages/pages.ts';
import type { CockpitMachine, CockpitModel, FromInventory, ItemSubject, Reading } from './cockpitModel.ts';
import { valueOf } from './cockpitModel.ts';
import { cockpitText, titleOf } from './cockpitText.ts';
import { offeredNow } from './offeredNow.ts';
import { planEach, type Planned } from './planEach.ts';
import { within } from './within.ts';

export interface CockpitParts {
  readonly operations: Operations;
  readonly source: Source;
  readonly l10n: Localizer;
  /** What the inventory tells of the machine of an item, as it is now. */
  readonly fromInventory: (item: RecoveryItem) => FromInventory;
  /** Regions that were failed in the sandbox. */
  readonly regionsDown: () => readonly string[];
  readonly now: () => Date;
  /** Shows the page as it is now. */
  readonly show: () => void;
  /** How long one machine's part of Azure is waited for, milliseconds. */
  readonly answerWithinMs?: number;
}

interface Entry {
  subject: ItemSubject;
  item: Reading<RecoveryItem>;
  facts: Reading<FailoverReading> | undefined;
  isReadingRoom: boolean;
  recoveryPoint: string;
  operation: OperationEntry | undefined;
}

/** Machines that are asked about at a time. */
const atATime = 8;

/**
 * The page from which machines are failed over, and on which they are followed until they are protected again. Of Azure it asks the vaults and
 * the target regions only, each with a limit of time: a region that is down holds up nothing.
 */
export class Cockpit implements Page {
  readonly slot = 'failover';
  readonly #parts: CockpitParts;
  readonly #entries: readonly Entry[];
  /** Operations that began earlier, and are over, say nothing of this sitting. */
  readonly #since: string;
  #shutsDownSource = false;

  constructor(parts: CockpitParts, subjects: readonly ItemSubject[]) {
    this.#parts = parts;
    this.#since = parts.now().toISOString();
    this.#entries = subjects.map((subject) => ({
      subject,
      item: 'reading',
      facts: undefined,
      isReadingRoom: false,
      recoveryPoint: 'latest',
      operation: undefined,
    }));
  }

  get title(): string {
    return titleOf(this.machines, this.#parts.l10n);
  }

  get machines(): readonly CockpitMachine[] {
    return this.#entries.map((entry) => {
      const item = valueOf(entry.item);
      const nothing: FromInventory = { source: undefined, isSourceThere: undefined, wants: [] };
      return { ...entry, inventory: item ? this.#parts.fromInventory(item) : nothing };
    });
  }

  get model(): CockpitModel {
    const { source, regionsDown, now } = this.#parts;
    return { source, machines: this.machines, shutsDownSource: this.#shutsDownSource, regionsDown: regionsDown(), now: now() };
  }

  text(): string {
    return cockpitText(this.model, this.#parts.l10n);
  }

  /** Reads all machines anew. Never rejects: what could not be read stands on the page. */
  async read(): Promise<void> {
    await this.#readAll(this.#entries);
  }

  /** Takes up how operations go, and reads machines anew whose operation has ended. */
  async follow(): Promise<void> {
    const all = await this.#parts.operations.list();
    const ended: Entry[] = [];
    for (const entry of this.#entries) {
      const before = entry.operation;
      const since = before?.record.startedAt ?? this.#since;
      const newest = all.find(({ operation }) => sameText(operation.confirmed?.azureId, entry.subject.itemId));
      if (!newest || newest === before || (!isFollowed(newest) && newest.record.startedAt < since)) continue;
      entry.operation = newest;
      if (isFollowed(newest) || (before?.id === newest.id && before.standing === newest.standing)) continue;
      // Re-protection takes the item to the other region's container.
      const movedTo = newest.operation.steps.find((step) => step.kind === 'wait')?.itemId;
      // What was chosen was for this failover: its points are gone, or belong to another copy.
      if (newest.standing === 'succeeded' && newest.operation.kind === 'failover') entry.recoveryPoint = 'latest';
      if (newest.standing === 'succeeded' && movedTo !== undefined) entry.subject = { ...entry.subject, itemId: movedTo };
      ended.push(entry);
    }
    this.#parts.show();
    await this.#readAll(ended);
  }

  /** `choice`: a word of `recoveryPointWords`, or the id of a point; `itemId` undefined: of all machines. */
  choosePoint(choice: string, itemId?: string): void {
    for (const entry of this.#entries) {
      if (itemId === undefined || entry.subject.itemId === itemId) entry.recoveryPoint = choice;
    }
    this.#parts.show();
  }

  changeShutDown(): void {
    this.#shutsDownSource = !this.#shutsDownSource;
    this.#parts.show();
  }

  /** The machine of an item; undefined when it is not on the page. */
  machineOf(itemId: string): CockpitMachine | undefined {
    return this.machines.find(({ subject }) => subject.itemId === itemId);
  }

  /**
   * The failovers of those machines that can fail over now, each from its item as it is at this moment; those that refuse are left out.
   * `itemIds`: what the page named; undefined: of all machines. Throws a `UserError` when none can, or before it is known which can.
   */
  async plan(itemIds?: readonly string[]): Promise<Planned> {
    const named = this.machines.filter(({ subject }) => itemIds?.includes(subject.itemId) ?? true);
    if (named.length === 0) throw new UserError('usage', 'The page has changed since.', 'Look at it, and choose again.');
    if (named.some(({ item }) => item === 'reading')) {
      throw new UserError('usage', 'The machines are still being read.', 'Wait until the page says where they stand.');
    }
    const ready = named.filter((machine) => offeredNow(machine).includes('failover'));
    if (ready.length === 0) throw new UserError('usage', 'None of these machines can be failed over now.', 'The page says why.');
    const points = new Map(ready.map(({ subject, recoveryPoint }) => [subject, recoveryPoint]));
    const shutsDownSource = this.#shutsDownSource;
    return planEach([...points.keys()], (subject) =>
      this.#ask(subject, async (azure) =>
        planItem(azure, 'failover', await itemOf(azure, subject), { shutsDownSource, recoveryPoint: points.get(subject) }),
      ),
    );
  }

  async #readAll(entries: readonly Entry[]): Promise<void> {
    const gate = new Gate(atATime);
    const { signal: never } = new AbortController();
    // The list of a region's sizes is long: machines of one size share it.
    const rooms = new Map<string, Promise<Room | undefined>>();
    await Promise.all(entries.map((entry) => gate.run(() => this.#readOne(entry, rooms), never)));
  }

  async #readOne(entry: Entry, rooms: Map<string, Promise<Room | undefined>>): Promise<void> {
    const { subject } = entry;
    entry.item = await this.#reading(() => this.#ask(subject, (azure) => itemOf(azure, subject)));
    const item = valueOf(entry.item);
    const mayFail = item?.allowedOperations.includes('UnplannedFailover') === true;
    entry.facts = mayFail ? 'reading' : undefined;
    this.#parts.show();
    if (!item || !mayFail) return;
    const facts = await this.#reading(() => this.#ask(subject, (azure) => pointsAndTarget(azure, item)));
    entry.facts = facts;
    entry.isReadingRoom = true;
    this.#parts.show();
    if (typeof facts === 'object' && 'value' in facts) {
      // Good to know: where size and quota do not come in time, the rest stands.
      const room = valueOf(await this.#reading(() => this.#ask(subject, (azure) => roomOf(azure, facts.value, rooms))));
      entry.facts = { ...facts, value: { ...facts.value, room } };
    }
    entry.isReadingRoom = false;
    this.#parts.show();
  }

  async #reading<T>(read: () => Promise<T>): Promise<Reading<T>> {
    try {
      return { value: await read(), at: this.#parts.now() };
    } catch (error) {
      return { trouble: error instanceof UserError ? error.toText() : String(error) };
    }
  }

  #ask<T>({ machineId }: ItemSubject, use: (azure: RecoveryAccess) => Promise<T>): Promise<T> {
    const { operations, answerWithinMs } = this.#parts;
    return operations.withAccess(machineId, (azure) => within(use(azure), answerWithinMs));
  }
}

async function pointsAndTarget(azure: RecoveryAccess, item: RecoveryItem): Promise<FailoverReading> {
  const [target, points] = await Promise.all([readRecoveryTarget(azure, item), readRecoveryPoints(azure, item)]);
  return { item, target, points, room: undefined };
}

function roomOf(
  azure: RecoveryAccess,
  { item, target }: FailoverReading,
  rooms: Map<string, Promise<Room | undefined>>,
): Promise<Room | undefined> {
  const subscription = subscriptionOf(toArmId(target.groupId));
  const key = `${subscription} ${item.targetLocation} ${target.size.toLowerCase()}`;
  const room = rooms.get(key) ?? readRoom(azure, subscription, item.targetLocation, target.size || undefined);
  rooms.set(key, room);
  return room;
}

/** Throws a `UserError` when the item is not there any more. */
export async function itemOf(azure: RecoveryAccess, { itemId, name }: ItemSubject): Promise<RecoveryItem> {
  const item = await azure.readItem(itemId);
  if (item) return item;
  throw new UserError('notFound', `${name} has no protected item any more.`, 'Refresh the Readiness view.');
}
