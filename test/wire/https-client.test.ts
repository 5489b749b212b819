import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { httpsClient } from '../../src/azure/wire/httpsClient.ts';
import { unpacked } from '../../src/azure/wire/packedBody.ts';
import { makeCertificate } from '../../src/sandbox/door/certificate.ts';

const { certificate: cert, key, authority } = makeCertificate(new Date());

afterEach(() => vi.restoreAllMocks());

interface Server {
  readonly url: string;
  /** Connections that came. */
  readonly connections: () => number;
}

async function serve(answer: http.RequestListener): Promise<Server> {
  const server = https.createServer({ cert, key }, answer);
  let connections = 0;
  server.on('secureConnection', () => connections++);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  onTestFinished(() => server.closeAllConnections());
  const address = server.address();
  return { url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`, connections: () => connections };
}

/**
 * As VS Code stands between its extensions and the network: each request gets an agent of its own, which finds the proxy and leaves
 * connections without one to Node's, and each new trust gets the system's certificates. Answers how often one was built.
 */
function standBetween(): () => number {
  const { request } = https;
  const { createSecureContext } = tls;
  class OneRequest extends http.Agent {
    addRequest(outgoing: http.ClientRequest, options: object): void {
      (https.globalAgent as unknown as OneRequest).addRequest(outgoing, options);
    }
  }
  vi.spyOn(https, 'request').mockImplementation(((options: https.RequestOptions) =>
    request({ ...options, agent: Object.assign(new OneRequest(), { protocol: 'https:', defaultPort: 443 }) })) as typeof request);
  const built = vi.spyOn(tls, 'createSecureContext').mockImplementation((options) => {
    const context = createSecureContext(options);
    (context.context as { addCACert: (pem: string) => void }).addCACert(authority);
    return context;
  });
  return () => built.mock.calls.length;
}

test('in an editor, connections are kept and the trust is built once', async () => {
  const server = await serve((_, response) => response.end('{}'));
  const built = standBetween();
  const client = httpsClient();
  const read = async (): Promise<number> => (await client.sendRequest(createPipelineRequest({ url: server.url }))).status;
  expect(await read()).toBe(200);
  for (let round = 0; round < 5; round++) expect(await Promise.all([read(), read(), read()])).toEqual([200, 200, 200]);
  expect(server.connections()).toBe(3);
  expect(built()).toBe(1);
});

test('an authority that is given is trusted alone', async () => {
  const server = await serve((_, response) => response.end('{}'));
  const other = httpsClient(makeCertificate(new Date()).authority);
  await expect(other.sendRequest(createPipelineRequest({ url: server.url }))).rejects.toMatchObject({ name: 'RestError' });
  const unknown = httpsClient();
  await expect(unknown.sendRequest(createPipelineRequest({ url: server.url }))).rejects.toMatchObject({ name: 'RestError' });
  const own = await httpsClient(authority).sendRequest(createPipelineRequest({ url: server.url }));
  expect(await unpacked(own)).toBe('{}');
  expect(() => httpsClient('no certificate')).toThrow('is no certificate');
});

test('an answer that breaks off is a broken connection, which the SDK repeats', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{');
    setImmediate(() => response.socket?.destroy());
  });
  await expect(httpsClient(authority).sendRequest(createPipelineRequest({ url: server.url }))).rejects.toMatchObject({
    name: 'RestError',
    code: 'ECONNRESET',
  });
});

test('what is called off ends at once with the reason, and closes its connection', async () => {
  const closed = Promise.withResolvers<void>();
  const stop = new AbortController();
  const server = await serve((request) => {
    request.socket.once('close', () => closed.resolve());
    stop.abort(new Error('enough'));
  });
  const sent = httpsClient(authority).sendRequest(createPipelineRequest({ url: server.url, abortSignal: stop.signal }));
  await expect(sent).rejects.toThrow('enough');
  await closed.promise;
});
