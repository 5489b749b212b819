import type { IncomingMessage } from 'node:http';
import https, { Agent } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import { createHttpHeaders, RestError, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { UserError } from '../../model/userError.ts';
import type { PackedResponse } from './packedBody.ts';

/**
 * Node's own client, for hundreds of small reads: bodies stay compressed (the SDK's client unpacks while it receives, 16 KB at a time: with
 * dozens of pages under way that is hundreds of megabytes), connections are kept, and the trust is built once.
 *
 * `ca` (PEM text): trusts this authority alone, whatever the environment says, and goes straight to the address, past any proxy.
 * Throws a `UserError` with reason `usage` when it is no certificate. Bodies of requests are texts.
 */
export function httpsClient(ca?: string): HttpClient {
  const agent = new Agent({ keepAlive: true });
  let trust = ca === undefined ? undefined : trustIn(ca);
  return {
    sendRequest(request) {
      const { method, url, body } = request;
      const signal = request.abortSignal as AbortSignal | undefined;
      const { promise, resolve, reject } = Promise.withResolvers<PackedResponse>();
      const fail = (error: NodeJS.ErrnoException): void =>
        reject(new RestError(error.message, { code: error.code ?? RestError.REQUEST_SEND_ERROR, request }));
      const outgoing = https.request({
        ...urlToHttpOptions(new URL(url)),
        method,
        agent: ca === undefined ? ((request.agent as Agent | undefined) ?? agent) : agent,
        // Said aloud: VS Code puts an agent of its own in place of ours, for its proxies, and Node would close after each answer.
        headers: { ...request.headers.toJSON({ preserveCase: true }), 'Accept-Encoding': 'gzip', Connection: 'keep-alive' },
        ...(trust && { secureContext: trust }),
        ...(ca !== undefined && { rejectUnauthorized: true }),
      });
      if (!trust) outgoing.once('socket', (socket) => socket.once('secureConnect', () => (trust ??= trustOf(socket))));
      outgoing.once('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', fail);
        incoming.once('end', () => resolve(responseOf(request, incoming, Buffer.concat(chunks))));
      });
      outgoing.once('error', fail);
      outgoing.end(typeof body === 'string' ? body : undefined);
      const abort = (): void => {
        outgoing.destroy();
        reject(signal?.reason as Error);
      };
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
      return promise.finally(() => signal?.removeEventListener('abort', abort));
    },
  };
}

/** Throws a `UserError` with reason `usage` when the text of a certificate authority is no certificate in PEM form. */
export function requirePem(ca: string): void {
  if (ca.includes('-----BEGIN CERTIFICATE-----')) return;
  throw new UserError('usage', 'The certificate authority is no certificate in PEM form.', 'Give a file that holds one.');
}

function trustIn(ca: string): SecureContext {
  requirePem(ca);
  return createSecureContext({ ca });
}

/**
 * What a connection was trusted by. VS Code adds the system's certificates to those of Node for each connection: 50 ms of the event loop
 * each time. All connections of a client are alike, so the first one's serves the others. Not documented by Node: where it is missing, each
 * connection builds its own.
 */
function trustOf(socket: object): SecureContext | undefined {
  const { _tlsOptions: options } = socket as { readonly _tlsOptions?: { readonly secureContext?: SecureContext } };
  return options?.secureContext;
}

function responseOf(request: PipelineRequest, incoming: IncomingMessage, bytes: Buffer): PackedResponse {
  const headers = createHttpHeaders();
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers.set(name, String(value));
  return { request, status: incoming.statusCode ?? 0, headers, bytes };
}
