import { partsOf, toArmId } from '../../model/armId.ts';
import type { OperationKind } from '../../operations/operation.ts';
import { isCheck } from '../../operations/preflight/allChecks.ts';
import type { AddressChoice } from '../../operations/item/updateItem.ts';
import { sourceFlags, sourceOf, type AuditSource } from '../auditSource.ts';
import { flag, text, texts } from '../flagTypes.ts';
import { readWords } from '../readWords.ts';
import { usage } from '../usage.ts';
import { addressChoice } from './addressChoice.ts';
import { durationOf } from './durationOf.ts';
import { diskFlags, enableFlags, enableWords } from './enableFlags.ts';
import { requireType } from './requireType.ts';

/** A command that changes Azure, as it was typed. */
export interface OperateOptions {
  readonly kind: OperationKind;
  readonly source: AuditSource;
  /** ARM ids of machines, as they were given. */
  readonly machines: readonly string[];
  readonly vaults: readonly string[];
  readonly plan: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  readonly resume: string | undefined;
  /** How long to follow, milliseconds; undefined: to the end. */
  readonly timeoutMs: number | undefined;
  readonly stateFolder: string | undefined;
  readonly targetRegion: string | undefined;
  /** Of enabling, and of a further disk. */
  readonly choices: ReturnType<typeof enableWords>;
  /** ARM id; of a test failover also {@link newNetwork}. */
  readonly network: string | undefined;
  readonly cacheAccount: string | undefined;
  /** Of `add-disk`. */
  readonly disk: string | undefined;
  readonly recoveryPoint: string | undefined;
  readonly notes: string | undefined;
  readonly shutdownSource: boolean;
  readonly size: string | undefined;
  readonly addresses: readonly AddressChoice[];
  /** Checks beforehand whose blockers do not stop the command. */
  readonly skipPreflight: readonly string[];
  /** Of a test failover: file of a script that is to run on the test machine. */
  readonly scriptFile: string | undefined;
}

/** In place of the id of a network for tests: one is made. */
export const newNetwork = 'new';

/** What ids must be of, by flag. */
const idTypes: Readonly<Record<string, string>> = {
  disk: 'microsoft.compute/disks',
  network: 'microsoft.network/virtualnetworks',
  'cache-account': 'microsoft.storage/storageaccounts',
};

const common = {
  ...sourceFlags,
  vm: texts,
  vault: texts,
  plan: flag,
  yes: flag,
  json: flag,
  resume: text,
  timeout: text,
  state: text,
} as const;
const own = {
  enable: { ...enableFlags, 'skip-preflight': texts },
  'test-failover': { network: text, 'recovery-point': text, script: text },
  'cleanup-test': { notes: text },
  update: { size: text, network: text, nic: texts },
  'add-disk': { disk: text, ...diskFlags },
  failover: { 'recovery-point': text, 'shutdown-source': flag },
  commit: {},
  'change-point': { 'recovery-point': text },
  reprotect: { 'cache-account': text, 'skip-preflight': texts },
  repair: {},
  disable: {},
} as const satisfies Record<OperationKind, object>;

/** Reads the words after the command; throws a `UserError` that says what to write instead. */
export function parseOperateOptions(kind: OperationKind, words: readonly string[]): OperateOptions {
  const values: Readonly<Record<string, unknown>> = readWords(kind, words, { ...common, ...own[kind] }, 'vm');
  const one = (name: string): string | undefined => values[name] as string | undefined;
  const many = (name: string): readonly string[] => (values[name] as readonly string[] | undefined) ?? [];
  const machines = many('vm');
  if (machines.length === 0) throw usage('No machine.', 'Give --vm ID…, the ARM ids of the machines.');
  if (values['plan'] === true && values['json'] === true)
    throw usage('--plan and --json exclude each other.', 'A plan is commands of Azure CLI; --json tells what happens.');
  for (const id of machines) requireType(id, '--vm', 'microsoft.compute/virtualmachines');
  for (const [name, type] of Object.entries(idTypes)) {
    const id = one(name);
    const isNew = id === newNetwork && kind === 'test-failover';
    if (id !== undefined && !isNew) requireType(id, `--${name}`, type);
  }
  for (const id of many('vault')) requireType(id, '--vault', 'microsoft.recoveryservices/vaults');
  if (kind === 'enable' && many('vault').length > 1) throw usage('--vault is given twice.', 'Machines of one command go into one vault.');
  const isElsewhere = [one('endpoint'), one('cloud')].some((value) => value !== undefined) || values['sandbox'] === true;
  const wayToSource = { ...values, subscription: isElsewhere ? undefined : [partsOf(toArmId(machines[0]!)).subscription] };
  return {
    kind,
    source: sourceOf(wayToSource),
    machines: [...new Map(machines.map((id) => [toArmId(id), id])).values()],
    vaults: many('vault'),
    plan: values['plan'] === true,
    yes: values['yes'] === true,
    json: values['json'] === true,
    resume: one('resume'),
    timeoutMs: one('timeout') === undefined ? undefined : durationOf('--timeout', one('timeout')!),
    stateFolder: one('state'),
    targetRegion: one('target-region')?.replaceAll(' ', '').toLowerCase(),
    choices: kind === 'enable' || kind === 'add-disk' ? enableWords(values) : {},
    disk: one('disk'),
    network: one('network'),
    cacheAccount: one('cache-account'),
    recoveryPoint: one('recovery-point'),
    notes: one('notes'),
    shutdownSource: values['shutdown-source'] === true,
    size: one('size'),
    addresses: many('nic').map(addressChoice),
    skipPreflight: many('skip-preflight').map(checkId),
    scriptFile: one('script'),
  };
}

function checkId(word: string): string {
  const id = word.toUpperCase();
  if (isCheck(id)) return id;
  throw usage(`--skip-preflight ${JSON.stringify(word)} is no check.`, 'Name one of docs/preflight.md, as PF-NET-001.');
}
