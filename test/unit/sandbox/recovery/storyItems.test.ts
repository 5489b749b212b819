import { expect, test } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/createSandbox.ts';
import { ITEM_TYPE } from '../../../../src/sandbox/recovery/containerPairing.ts';
import { detailsOf } from '../../../../src/sandbox/recovery/items/itemDetails.ts';

/** The default estate, and a way to have something done to its end: the causes that the job names, '' when it succeeded. */
function story() {
  const sandbox = createSandbox({ clock: 'manual' });
  const call = async (method: string, path: string, body?: unknown): Promise<{ headers: Readonly<Record<string, string>>; body: any }> => {
    const url = new URL(path, 'https://sandbox.test');
    url.searchParams.set('api-version', '2023-06-01');
    const sent = body === undefined ? '' : JSON.stringify(body);
    const answer = await sandbox.handle({ method, url: url.href, headers: { authorization: 'Bearer test' }, body: sent });
    return { headers: answer.headers, body: answer.body === '' ? undefined : JSON.parse(answer.body) };
  };
  const drive = async (path: string, body: unknown): Promise<string> => {
    const accepted = await call('POST', path, body);
    if (accepted.body) return accepted.body.error.message;
    sandbox.control.advance(300);
    const { state, errors } = (await call('GET', accepted.headers['x-ms-request-id'] ?? '')).body.properties;
    return state === 'Succeeded' ? '' : `${errors[0].serviceErrorDetails.code} ${errors[0].serviceErrorDetails.possibleCauses}`;
  };
  return { items: sandbox.world.store.list(ITEM_TYPE), drive };
}

test("the estate's machines can be drilled and failed over, but for those whose story says otherwise", async () => {
  const { items, drive } = story();
  const refused: Record<string, string> = {};
  for (const item of items) {
    const offered = (item.properties?.['allowedOperations'] ?? []) as readonly string[];
    const note = (outcome: string): void => {
      if (outcome !== '') refused[String(item.properties?.['friendlyName'])] = outcome.replaceAll(/'[^']*\//g, "'");
    };
    if (offered.includes('TestFailoverCleanup')) note(await drive(`${item.id}/testFailoverCleanup`, {}));
    if (offered.includes('TestFailover')) {
      const networkId = detailsOf(item).vmNics?.[0]?.recoveryVMNetworkId;
      const drill = await drive(`${item.id}/testFailover`, { properties: { networkId } });
      if (drill === '') note(await drive(`${item.id}/testFailoverCleanup`, {}));
      note(drill === '' ? await drive(`${item.id}/unplannedFailover`, {}) : drill);
    }
    if (offered.includes('Commit')) note(await drive(`${item.id}/failoverCommit`, {}));
  }
  expect(refused).toEqual({
    'app-03': "150097 The size 'Standard_F4s_v2' is not offered in 'northeurope'.",
    'shop-06': "150097 The size 'Standard_L8s_v3' is not offered in 'ukwest'.",
    'de-erp-02': expect.stringMatching(/^150097 .*quota/),
    'dns-01': "28020 The subnet 'snet-dns' does not exist.",
  });
});
