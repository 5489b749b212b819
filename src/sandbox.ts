// `npm run sandbox`: the sandbox behind its HTTPS door, for clients that this project did not write.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandbox, type Surroundings } from './sandbox/createSandbox.ts';
import { makeCertificate } from './sandbox/door/certificate.ts';
import { doorUsage } from './sandbox/door/doorUsage.ts';
import { openHttpsDoor, type HttpsDoor } from './sandbox/door/httpsDoor.ts';
import { parseFlags, type DoorFlags } from './sandbox/door/parseFlags.ts';

const USAGE = 2;

const words = process.argv.slice(2);

try {
  if (words.includes('--help') || words.includes('-h')) process.stdout.write(doorUsage);
  else await run(parseFlags(words));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`sandbox: ${message.replaceAll('\n', ' ')}\n`);
  process.exitCode = USAGE;
}

async function run({ port, logFile, options }: DoorFlags): Promise<void> {
  const sandbox = createSandbox(options, logTo(logFile));
  const certificate = makeCertificate(new Date());
  // Nobody else may read or replace what clients are told to trust: mkdtemp makes it ours alone (0700).
  const folder = mkdtempSync(path.join(tmpdir(), 'dr-sandbox-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const caCertificate = path.join(folder, 'ca.pem');
  writeFileSync(caCertificate, certificate.authority);
  // Last of all: while it is open the process does not end, whatever fails.
  const door = await openHttpsDoor(sandbox, port, certificate);
  endWithSignals(door);

  const url = `https://127.0.0.1:${door.port}`;
  const subscriptions = [...sandbox.world.store.subscriptions.values()].map(({ id }) => id);
  const greeting = { url, caCertificate, tenantId: sandbox.tenantId, subscriptions, controlUrl: `${url}/_sandbox` };
  process.stdout.write(`${JSON.stringify(greeting)}\n`);
}

/** One line of JSON a request, without tokens. Fails at once when the file cannot be written; when it fills up later, requests are answered all the same. */
function logTo(file: string | undefined): Surroundings {
  if (file === undefined) return {};
  appendFileSync(file, '');
  let failed = false;
  return {
    onRequest: (request) => {
      try {
        appendFileSync(file, `${JSON.stringify(request)}\n`);
      } catch (error) {
        if (!failed) process.stderr.write(`sandbox: the log is not whole: ${String(error)}\n`);
        failed = true;
      }
    },
  };
}

function endWithSignals(door: HttpsDoor): void {
  const end = (): void => {
    void door.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
