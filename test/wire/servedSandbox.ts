import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';

export interface Greeting {
  readonly url: string;
  readonly caCertificate: string;
  readonly tenantId: string;
  readonly subscriptions: readonly string[];
  readonly controlUrl: string;
}

export interface Served extends Greeting {
  readonly process: ChildProcess;
  /** PEM. */
  readonly ca: string;
  /** Ends it; answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export const SANDBOX = path.resolve(import.meta.dirname, '../../src/sandbox.ts');

/** `npm run sandbox` on a free port, as clients meet it. */
export async function serveSandbox(...flags: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [SANDBOX, '--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const line = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve(out);
    });
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}: ${errors}`)));
  });
  const greeting = JSON.parse(line) as Greeting;
  return {
    ...greeting,
    process: child,
    ca: readFileSync(greeting.caCertificate, 'utf8'),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      return (await ended)[0];
    },
  };
}

export interface HttpsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

/** One request by Node's own client, with the sandbox's authority and nothing else trusted. */
export function get(served: Pick<Served, 'ca'>, url: string, options: https.RequestOptions = {}, body?: string): Promise<HttpsAnswer> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { ca: served.ca, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}
