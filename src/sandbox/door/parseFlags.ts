import { parseArgs } from 'node:util';
import type { SandboxOptions } from '../world.ts';

export interface DoorFlags {
  readonly port: number;
  /** Undefined: no log file. */
  readonly logFile: string | undefined;
  readonly options: Partial<SandboxOptions>;
}

const DEFAULT_PORT = 8443;
const LOOPBACK = new Set(['127.0.0.1', 'localhost']);
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** What stands on the command line. Throws an `Error` with one clear line. */
export function parseFlags(args: readonly string[]): DoorFlags {
  const { values } = parseArgs({
    args: [...args],
    allowPositionals: false,
    options: {
      port: text,
      host: text,
      vms: text,
      subscriptions: text,
      'storage-accounts': text,
      seed: text,
      'latency-ms': text,
      throttle: flag,
      speed: text,
      clock: text,
      empty: flag,
      log: text,
      'page-size': text,
      'graph-lag': text,
    },
  });
  const host = values.host ?? '127.0.0.1';
  if (!LOOPBACK.has(host)) throw new Error(`--host ${host} is refused: the sandbox listens on 127.0.0.1 only.`);
  const { clock = 'real' } = values;
  if (clock !== 'real' && clock !== 'manual') throw new Error('--clock must be real or manual.');
  const whole = (
    name: 'port' | 'vms' | 'subscriptions' | 'storage-accounts' | 'seed' | 'page-size',
    min: number,
    max: number,
  ): number | undefined => number(name, values[name], min, max, true);
  const vms = whole('vms', 0, 100_000);
  const subscriptions = whole('subscriptions', 1, 10_000);
  const storageAccounts = whole('storage-accounts', 0, 100_000);
  if (vms === undefined && (subscriptions ?? storageAccounts) !== undefined)
    throw new Error('--subscriptions and --storage-accounts are those of an estate that --vms makes.');
  const pageSize = whole('page-size', 1, 1000);
  return {
    port: whole('port', 0, 65_535) ?? DEFAULT_PORT,
    logFile: values.log,
    options: {
      clock,
      speed: number('speed', values.speed, Number.MIN_VALUE, 1_000_000, false) ?? 1,
      seed: whole('seed', 0, 2 ** 32 - 1) ?? 1,
      empty: values.empty ?? false,
      latencyMs: number('latency-ms', values['latency-ms'], 0, 60_000, false) ?? 0,
      throttle: values.throttle ?? false,
      graphLagSeconds: number('graph-lag', values['graph-lag'], 0, 86_400, false) ?? 0,
      ...(vms !== undefined && { vms }),
      ...(subscriptions !== undefined && { subscriptions }),
      ...(storageAccounts !== undefined && { storageAccounts }),
      ...(pageSize !== undefined && { pageSize }),
    },
  };
}

function number(name: string, value: string | undefined, min: number, max: number, whole: boolean): number | undefined {
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (value.trim() !== '' && parsed >= min && parsed <= max && (!whole || Number.isInteger(parsed))) return parsed;
  const kind = whole ? 'a whole number' : 'a number';
  throw new Error(`--${name} must be ${kind} ${min === Number.MIN_VALUE ? 'above 0' : `from ${min}`} to ${max}, not '${value}'.`);
}
