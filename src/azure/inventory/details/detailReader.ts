import type { ArmId } from '../../../model/armId.ts';
import type { Detail, DetailKind, DetailMap, Details } from '../../../model/details.ts';
import type { ArmReader } from '../../wire/armReader.ts';
import { attempt } from '../../wire/attempt.ts';
import { recordOf, type Row } from '../../values.ts';

type ValueOf<K extends DetailKind> = Details[K] extends DetailMap<infer T> ? T : never;

/** Codes of a 404 that say of the resource itself that it is not there. */
const gone = new Set(['ResourceNotFound', 'NotFound', 'ResourceGroupNotFound', 'ParentResourceNotFound', 'ArmResourceDoesNotExist']);

/** Reads details, each once, whoever asks for it; what is known already is not read again. A read that fails is a detail too. */
export class DetailReader {
  readonly arm: ArmReader;
  readonly #signal: AbortSignal;
  readonly #known: Details;
  readonly #fresh = new Map<DetailKind, Map<ArmId, Detail<unknown>>>();
  readonly #underWay = new Map<string, Promise<Detail<unknown>>>();

  constructor(arm: ArmReader, signal: AbortSignal, known: Details) {
    this.arm = arm;
    this.#signal = signal;
    this.#known = known;
  }

  /** What was read and was not known before. */
  get fresh(): Details {
    const kinds = Object.keys(this.#known) as readonly DetailKind[];
    return Object.fromEntries(kinds.map((kind) => [kind, this.#fresh.get(kind) ?? new Map()])) as unknown as Details;
  }

  /** The value; undefined when it cannot be read. Throws only the signal's reason. */
  async read<K extends DetailKind>(kind: K, id: ArmId, read: () => Promise<ValueOf<K>>): Promise<ValueOf<K> | undefined> {
    const detail = (this.#known[kind] as DetailMap<unknown>).get(id) ?? (await this.#once(kind, id, read));
    return 'value' in detail ? (detail.value as ValueOf<K>) : undefined;
  }

  /** The same of something that may be gone: null then. */
  async readOrGone<K extends DetailKind>(
    kind: K,
    id: ArmId,
    read: () => Promise<ValueOf<K>>,
  ): Promise<ValueOf<K> | (null extends ValueOf<K> ? null : never) | undefined> {
    return this.read(kind, id, async () => {
      try {
        return await read();
      } catch (error) {
        if (isGone(error)) return null as ValueOf<K>;
        throw error;
      }
    });
  }

  async #once(kind: DetailKind, id: ArmId, read: () => Promise<unknown>): Promise<Detail<unknown>> {
    const key = `${kind} ${id}`;
    let reading = this.#underWay.get(key);
    if (reading === undefined) this.#underWay.set(key, (reading = this.#attempt(kind, id, read)));
    return reading;
  }

  async #attempt(kind: DetailKind, id: ArmId, read: () => Promise<unknown>): Promise<Detail<unknown>> {
    const detail = await attempt(read);
    if ('failure' in detail) this.#signal.throwIfAborted();
    const details = this.#fresh.get(kind) ?? new Map<ArmId, Detail<unknown>>();
    this.#fresh.set(kind, details.set(id, detail));
    return detail;
  }
}

function isGone(error: unknown): boolean {
  const { statusCode, code }: Row = recordOf(error) ?? {};
  return statusCode === 404 && (typeof code !== 'string' || gone.has(code));
}
