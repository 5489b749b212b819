import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { connectServedSandbox } from '../../src/azure/wire/servedSandbox.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { makeCertificate } from '../../src/sandbox/door/certificate.ts';
import { openHttpsDoor, type HttpsDoor } from '../../src/sandbox/door/httpsDoor.ts';
import { machine } from './azureHarness.ts';

const certificate = makeCertificate(new Date());
const sandbox = createSandbox({ empty: true });
let door: HttpsDoor;
let url: string;

beforeAll(async () => {
  sandbox.control.putResources([machine('web01')]);
  door = await openHttpsDoor(sandbox, 0, certificate);
  url = `https://127.0.0.1:${door.port}`;
});
afterAll(() => door.close());

test('a served sandbox is read without a credential', async () => {
  const connection = await connectServedSandbox(url, certificate.authority);
  expect(connection.source).toEqual({ kind: 'sandbox', label: `Sandbox at ${url}` });
  const inventory = await readInventory(connection);
  expect(inventory.gaps).toEqual([]);
  expect(inventory.machines.map(({ name }) => name)).toEqual(['web01']);
});

test('a proxy of the environment is not used', async () => {
  const before = process.env['HTTPS_PROXY'];
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:9';
  try {
    const connection = await connectServedSandbox(url, certificate.authority);
    expect((await readInventory(connection)).machines).toHaveLength(1);
  } finally {
    if (before === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = before;
  }
});

describe('anything else is refused', () => {
  test.each([
    'https://management.azure.com',
    'https://127.0.0.1.example.com',
    'https://127.0.0.1@example.com',
    'https://user@127.0.0.1:8443',
    'https://127.0.0.1:8443/path',
    'https://localhost.example.com',
    'https://10.0.0.1',
    'https://0.0.0.0:8443',
    'http://127.0.0.1:8443',
    'not a url',
    '',
  ])('%s', async (endpoint) => {
    await expect(connectServedSandbox(endpoint, certificate.authority)).rejects.toMatchObject({
      name: 'UserError',
      reason: 'refusedEndpoint',
    });
  });

  test('another certificate authority', async () => {
    const other = makeCertificate(new Date()).authority;
    await expect(connectServedSandbox(url, other)).rejects.toMatchObject({ name: 'UserError', reason: 'unreachable' });
  });

  test('another authority even when the environment turns checks off', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await expect(connectServedSandbox(url, makeCertificate(new Date()).authority)).rejects.toMatchObject({ reason: 'unreachable' });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  test('no certificate', async () => {
    await expect(connectServedSandbox(url, 'nothing')).rejects.toMatchObject({ reason: 'usage' });
  });

  test.each(['{"now":"soon"}', '{}', '<html>', 'null', ''])('a server that is no sandbox and answers %s', async (body) => {
    const server = createServer({ cert: certificate.certificate, key: certificate.key }, (_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await expect(connectServedSandbox(`https://127.0.0.1:${port}`, certificate.authority)).rejects.toMatchObject({
        reason: 'refusedEndpoint',
      });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('nobody there', async () => {
    await expect(connectServedSandbox('https://127.0.0.1:1', certificate.authority)).rejects.toMatchObject({ reason: 'unreachable' });
  });

  test('cancelled', async () => {
    await expect(connectServedSandbox(url, certificate.authority, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
