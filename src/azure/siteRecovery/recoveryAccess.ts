import { apiVersions } from '../apiVersions.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryJob } from '../../model/recoveryJob.ts';
import { ArmReader } from '../wire/armReader.ts';
import { ArmWriter, type ArmStatus, type Sent, type WriteCall } from '../wire/armWriter.ts';
import { toUserError } from '../wire/azureError.ts';
import { badAnswer } from '../wire/badAnswer.ts';
import type { Session } from '../wire/session.ts';
import type { Row } from '../values.ts';
import { recoveryItemOf } from './recoveryItemOf.ts';
import { recoveryJobOf } from './recoveryJobOf.ts';

/** The newest job of a vault at some moment: what is newer came after. */
export interface JobMark {
  readonly id: string;
  /** ISO. */
  readonly startedAt: string;
}

/**
 * What operations ask of Azure. Reads throw a `UserError`, the pipeline having tried again by itself; `undefined` is Azure's own "there is
 * none". `send` never throws and cannot be called off.
 */
export interface RecoveryAccess {
  /** Origin of the Resource Manager that is asked. */
  readonly endpoint: string;
  send(call: WriteCall): Promise<Sent>;
  /** How an operation of a service other than Site Recovery goes. */
  status(url: string): Promise<ArmStatus>;
  readItem(itemId: string): Promise<RecoveryItem | undefined>;
  /** With tasks and problems. */
  readJob(vaultId: string, jobId: string): Promise<RecoveryJob | undefined>;
  /** Undefined for a vault without jobs. */
  newestJob(vaultId: string): Promise<JobMark | undefined>;
  /** Jobs that began after the mark (all of them when there is none), newest first; without tasks and problems. */
  jobsSince(vaultId: string, mark: JobMark | undefined): Promise<readonly RecoveryJob[]>;
  /** Any resource. */
  read(id: string, apiVersion: string, query?: Query): Promise<Row | undefined>;
  /** All pages of a list. */
  list(path: string, apiVersion: string, query?: Query): Promise<readonly Row[]>;
  /** A question that is a POST and changes nothing. */
  ask(path: string, apiVersion: string, body: unknown): Promise<Row>;
}

/** Besides the api-version. */
type Query = Readonly<Record<string, string>>;

/** Lives as long as its session. */
export function openRecoveryAccess(session: Session): RecoveryAccess {
  const arm = new ArmReader(session);
  const writer = new ArmWriter(session);

  async function read(id: string, apiVersion: string, query: Query = {}): Promise<Row | undefined> {
    try {
      return await arm.get(id, apiVersion, query);
    } catch (error) {
      const told = toUserError(error);
      if (told.reason === 'notFound') return undefined;
      throw told;
    }
  }

  async function list(path: string, apiVersion: string, query: Query = {}): Promise<readonly Row[]> {
    const rows: Row[] = [];
    try {
      await arm.list(path, apiVersion, query, (page) => void rows.push(...page));
    } catch (error) {
      throw toUserError(error);
    }
    return rows;
  }

  async function jobs(vaultId: string): Promise<readonly RecoveryJob[]> {
    const all = (await list(`${vaultId}/replicationJobs`, apiVersions.siteRecovery)).map(recoveryJobOf).filter((job) => job !== undefined);
    // Azure lists the newest first (recorded); the order is not documented.
    return all.toSorted((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0));
  }

  return {
    endpoint: session.endpoint,
    send: (call) => writer.send(call),
    status: (url) => writer.status(url),
    read,
    list,
    async ask(path, apiVersion, body) {
      try {
        return await arm.post(path, apiVersion, body, (answer) => answer);
      } catch (error) {
        throw toUserError(error);
      }
    },
    async readItem(itemId) {
      const body = await read(itemId, apiVersions.siteRecovery);
      return body === undefined ? undefined : whole(recoveryItemOf(body));
    },
    async readJob(vaultId, jobId) {
      const body = await read(`${vaultId}/replicationJobs/${jobId}`, apiVersions.siteRecovery);
      return body === undefined ? undefined : whole(recoveryJobOf(body));
    },
    async newestJob(vaultId) {
      const [newest] = await jobs(vaultId);
      return newest && { id: newest.id, startedAt: newest.startedAt?.toISOString() ?? '' };
    },
    async jobsSince(vaultId, mark) {
      const markedAt = Date.parse(mark?.startedAt ?? '');
      const from = Number.isNaN(markedAt) ? -Infinity : markedAt;
      return (await jobs(vaultId)).filter(({ id, startedAt }) => id !== mark?.id && (startedAt?.getTime() ?? Infinity) >= from);
    },
  };
}

function whole<T>(fact: T | undefined): T {
  if (fact === undefined) throw badAnswer();
  return fact;
}
