import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '../createSandbox.ts';
import { ConnectionReset } from '../faults.ts';
import { gzipText } from '../gzipText.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { SERVED_ADDRESS, SERVED_NAMES, type DoorCertificate } from './certificate.ts';
import { controlReply } from './controlReply.ts';

const CONTROL = '/_sandbox';
/** Longer than clients keep an idle connection: who closes first risks the other's next request. */
const KEEP_ALIVE_MS = 120_000;

export interface HttpsDoor {
  readonly port: number;
  /** Cuts every connection. */
  close(): Promise<void>;
}

/** The HTTPS door, on loopback only. Port 0 takes a free one. Rejects when the port cannot be had. */
export async function openHttpsDoor(sandbox: Sandbox, port: number, { certificate, key }: DoorCertificate): Promise<HttpsDoor> {
  const server = createServer({ cert: certificate, key, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void serve(sandbox, request, response);
  });
  await listen(server, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use. Give another with --port, or 0 for any free one.`) : error);
    server.once('error', refused);
    server.listen(port, SERVED_ADDRESS, () => {
      server.off('error', refused);
      resolve();
    });
  });
}

async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const wire = await wireRequest(request);
    const answer = wire === undefined ? badRequest : await answerTo(sandbox, wire);
    send(request, response, answer);
  } catch (error) {
    // A cut connection, told or suffered: nobody is left to be answered.
    if (!(error instanceof ConnectionReset) && !response.writableEnded && response.socket?.writable) {
      console.error('The sandbox failed:', error);
    }
    request.socket.destroy();
  }
}

async function answerTo(sandbox: Sandbox, wire: WireRequest): Promise<WireResponse> {
  const url = new URL(wire.url);
  if (url.pathname !== CONTROL && !url.pathname.startsWith(`${CONTROL}/`)) return sandbox.handle(wire);
  const { method, body } = wire;
  const reply = controlReply(sandbox.control, { method, path: url.pathname.slice(CONTROL.length), query: url.searchParams, body });
  return { status: reply.status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(reply.body) };
}

const badRequest: WireResponse = {
  status: 400,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({
    error: { code: 'BadRequest', message: 'The Host header or the request URI is not one that the sandbox serves.' },
  }),
};

/** Undefined when the host or the URI is not one of ours: no other page's script shall speak to the sandbox by a name of its own. */
async function wireRequest(request: IncomingMessage): Promise<WireRequest | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const host = request.headers.host ?? '';
  const target = request.url ?? '/';
  const url = `https://${host}${target}`;
  if (!target.startsWith('/') || !URL.canParse(url) || !isServed(new URL(url).hostname)) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers[name] = String(value);
  return { method: request.method ?? 'GET', url, headers, body: Buffer.concat(chunks).toString('utf8'), takesGzip: takesGzip(request) };
}

function isServed(hostname: string): boolean {
  return hostname === SERVED_ADDRESS || (SERVED_NAMES as readonly string[]).includes(hostname);
}

function send(request: IncomingMessage, response: ServerResponse, answer: WireResponse): void {
  const { status, headers, body } = answer;
  const packed = answer.packed ?? (body !== '' && takesGzip(request) ? gzipText(body) : undefined);
  const content = packed ?? Buffer.from(body);
  response.sendDate = false;
  response.writeHead(status, {
    ...headers,
    ...(packed && { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }),
    ...(status !== 204 && request.method !== 'HEAD' && { 'content-length': String(content.length) }),
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

function takesGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
}
