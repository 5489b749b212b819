import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/run.ts';
import { serveSandbox, get, type Served } from '../wire/servedSandbox.ts';
import { listWithSdks } from './listWithSdks.ts';
import { runs, summary, type Summary } from './summary.ts';

const cli = path.join(root, 'dist/cli.js');
const latencyMs = 120;
const subscriptions = 100;
const allSizes: readonly number[] = [1000, 10_000, 100_000];
/** The size that the budgets are about, and that the SDKs list too. */
const budgeted = 10_000;
const wallBudgetMs = 2000;
const memoryBudgetMb = 300;
const sdkRatioBudget = 25;
/** Longer than Resource Graph's window: every run begins with a whole quota, as one that is alone does. */
const windowMs = 5500;

interface Audit {
  readonly machines: number;
  readonly wall: Summary;
  /** Of all threads, user and system. */
  readonly processor: Summary;
  /** Of the served sandbox meanwhile: it shares the machine, as Azure does not. Not known (NaN) but on Linux. */
  readonly sandboxProcessor: Summary;
  readonly peakMemoryMb: number;
  readonly requests: number;
  readonly refused: number;
}

export interface InventoryFigures {
  /** A cold process each, from its start to its end: start, reading, judging, writing the JSON. */
  readonly audits: readonly Audit[];
  readonly budgets: { readonly wallMs: number; readonly memoryMb: number; readonly refused: 0; readonly sdkRatio: number };
  /** Listing the same tables one after the other with the Azure SDKs, once. */
  readonly sdkSequentialMs: number;
  /** `sdkSequentialMs` by the audit's median. */
  readonly sdkRatio: number;
  /** Least wall and processor time of each size by the size before it: each is ten times as large. */
  readonly growth: readonly { readonly wall: number; readonly processor: number }[];
}

/** `azure-dr audit` against a served sandbox with a real way's latency and Azure's limits. @throws Error when an audit is not whole. */
export async function inventory(sizes = allSizes): Promise<InventoryFigures> {
  const audits: Audit[] = [];
  let sdkSequentialMs = Number.NaN;
  for (const machines of sizes) {
    console.error(`  ${machines} machines …`);
    const accounts = String(machines / 5);
    const flags = ['--vms', String(machines), '--subscriptions', String(subscriptions), '--storage-accounts', accounts];
    const served = await serveSandbox(...flags, '--latency-ms', String(latencyMs), '--throttle');
    try {
      audits.push(await audit(served, machines));
      if (machines === budgeted) sdkSequentialMs = Math.round(await listWithSdks(served.url, readFileSync(served.caCertificate, 'utf8')));
    } finally {
      await served.stop();
    }
  }
  const median = audits.find(({ machines }) => machines === budgeted)?.wall.median ?? Number.NaN;
  return {
    audits,
    budgets: { wallMs: wallBudgetMs, memoryMb: memoryBudgetMb, refused: 0, sdkRatio: sdkRatioBudget },
    sdkSequentialMs,
    sdkRatio: Math.round((sdkSequentialMs / median) * 10) / 10,
    growth: audits.slice(1).map(({ wall, processor }, at) => ({
      wall: ratio(wall, audits[at]?.wall),
      processor: ratio(processor, audits[at]?.processor),
    })),
  };
}

async function audit(served: Served, machines: number): Promise<Audit> {
  const [walls, processors, sandboxProcessors]: [number[], number[], number[]] = [[], [], []];
  let peak = 0;
  // The first makes the sandbox ready: its pages, and the code that makes them; at 100,000 machines that is longer than an answer may take.
  for (let run = -1; run < runs; run++) {
    await sleep(windowMs);
    const sandboxFrom = processorOf(served.process.pid);
    const used = await runAudit(served);
    if (run < 0) continue;
    if (!used.isWhole || used.rows < machines * 0.9) throw new Error(`The audit is not whole: ${used.rows} machines.`);
    walls.push(used.wallMs);
    sandboxProcessors.push(processorOf(served.process.pid) - sandboxFrom);
    processors.push(used.processorMs);
    peak = Math.max(peak, used.peakMb);
  }
  const { bytes } = await get(served, `${served.controlUrl}/requests`);
  const { requests } = JSON.parse(bytes.toString()) as { readonly requests: readonly { readonly status: number }[] };
  return {
    machines,
    wall: summary(walls, machines === budgeted ? wallBudgetMs : undefined),
    processor: summary(processors),
    sandboxProcessor: summary(sandboxProcessors),
    peakMemoryMb: Math.round(peak),
    requests: Math.round(requests.length / (runs + 1)),
    refused: requests.filter(({ status }) => status === 429).length,
  };
}

/** What the system counts a process's time in, ms; Linux's on every machine that runs Node. */
const tickMs = 10;

/** Processor time of another process so far, user and system, ms: fields 14 and 15 of its `stat`, of which the second is in brackets. */
function processorOf(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const [user = '', system = ''] = readFileSync(file, 'utf8').split(') ').at(-1)!.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * tickMs;
}

/** Tells what the process has used, when it ends, on a channel of its own. */
const probe = `data:text/javascript,import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));`.replaceAll('\n', '');

interface Used {
  /** The audit ended with 0, and nothing is missing. */
  readonly isWhole: boolean;
  readonly rows: number;
  /** From the start of the process to its end; what is made of its output afterwards is not its own. */
  readonly wallMs: number;
  readonly processorMs: number;
  readonly peakMb: number;
}

async function runAudit(served: Served): Promise<Used> {
  const words = ['audit', '--endpoint', served.url, '--ca', served.caCertificate, '--format', 'json', '--fail-on', 'none'];
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', probe, cli, ...words], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => ({ code, wallMs: performance.now() - from }));
  const [output, usage] = await Promise.all([textOf(child.stdio[1]), textOf(child.stdio[3])]);
  const { code, wallMs } = await ended;
  const { machines: rows, partial } = JSON.parse(output) as { readonly machines: readonly unknown[]; readonly partial: boolean };
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage) as NodeJS.ResourceUsage;
  const isWhole = code === 0 && !partial;
  return { isWhole, rows: rows.length, wallMs, processorMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
}

async function textOf(stream: unknown): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function ratio(after: Summary, before: Summary | undefined): number {
  return Math.round((after.min / (before?.min ?? Number.NaN)) * 10) / 10;
}
