import type { HttpClient } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxConnection, type Connection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { trusting } from '../../src/azure/wire/trusting.ts';
import { readDetails } from '../../src/azure/inventory/readDetails.ts';
import { EstateIndex } from '../../src/editor/tree/estateIndex.ts';
import { estateNotes, gapNotes } from '../../src/editor/tree/notes.ts';
import { partsOf, subscriptionOf } from '../../src/model/armId.ts';
import { detailKinds, type DetailKind, type DetailMap } from '../../src/model/details.ts';
import type { Gap, Inventory } from '../../src/model/inventory.ts';
import { withDetails, withoutDetails } from '../../src/model/mergeDetails.ts';
import { unreadSubjects } from '../../src/model/subjects.ts';
import { assess } from '../../src/readiness/assess.ts';
import type { AssessedMachine } from '../../src/readiness/assessment.ts';
import { describeMachine } from '../../src/readiness/describeMachine.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { makeCertificate } from '../../src/sandbox/door/certificate.ts';
import { openHttpsDoor, type HttpsDoor } from '../../src/sandbox/door/httpsDoor.ts';
import type { RequestFault } from '../../src/sandbox/faults.ts';
import { english } from '../unit/editor/localizer.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';

const always = 1000;
const dayMs = 86_400_000;

/** Stands for the way to Azure. */
type Way = (client: HttpClient, isBad: (url: string) => boolean) => HttpClient;

interface Bad {
  readonly fault?: Omit<RequestFault, 'path'>;
  readonly way?: Way;
  readonly answerWithinMs?: number;
}

function error(status: number, code: string, more: Partial<RequestFault> = {}): Bad {
  return { fault: { status, body: { error: { code, message: 'no' } }, times: always, ...more } };
}

/** To a server whose certificate nobody here trusts. */
const untrusted: Way = (client, isBad) => ({
  sendRequest(request) {
    if (!isBad(request.url)) return client.sendRequest(request);
    request.url = `https://127.0.0.1:${door.port}/`;
    return trusting(makeCertificate(new Date()).authority).sendRequest(request);
  },
});

const twoDaysOff =
  (days: number): Way =>
  (client, isBad) => ({
    async sendRequest(request) {
      const response = await client.sendRequest(request);
      if (!isBad(request.url)) return response;
      const headers = createHttpHeaders(response.headers.toJSON());
      headers.set('date', new Date(Date.parse(headers.get('date') ?? '') + days * dayMs).toUTCString());
      return { ...response, headers };
    },
  });

const bads = {
  '401 once': error(401, 'ExpiredAuthenticationToken', { times: 1 }),
  '401 always': error(401, 'InvalidAuthenticationToken'),
  '403': error(403, 'AuthorizationFailed'),
  '429 five times': error(429, 'TooManyRequests', { times: 5, headers: { 'retry-after': '0' } }),
  '500': error(500, 'InternalServerError'),
  'HTML page': { fault: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>', times: always } },
  'truncated JSON': { fault: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[{"id', times: always } },
  'wrong types': { fault: { status: 200, body: { value: 'x', data: 7, totalRecords: '1', properties: [] }, times: always } },
  'hang of 60 s': { fault: { delayMs: 60_000, times: always }, answerWithinMs: 400 },
  'TLS failure': { way: untrusted },
  'Date two days ahead': { way: twoDaysOff(2) },
  'Date two days behind': { way: twoDaysOff(-2) },
} satisfies Record<string, Bad>;
type BadName = keyof typeof bads;

let door: HttpsDoor;
let whole: Inventory;
const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', onRejection);
  door = await openHttpsDoor(createSandbox({ empty: true }), 0, makeCertificate(new Date()));
  whole = await readInventory(open().connection);
});
afterAll(async () => {
  process.off('unhandledRejection', onRejection);
  await door.close();
});

function open({ fault, way = (client) => client, answerWithinMs }: Bad = {}, path = ''): { sandbox: Sandbox; connection: Connection } {
  const sandbox = createSandbox({ clock: 'manual' });
  const client = way(
    sandboxHttpClient((request) => sandbox.handle(request)),
    (url) => new RegExp(path, 'i').test(url),
  );
  const connection = sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' });
  if (fault) sandbox.control.addFault({ path, ...fault });
  return { sandbox, connection: answerWithinMs === undefined ? connection : { ...connection, answerWithinMs } };
}

/** Reads with one kind of request answered badly. */
async function readWith(path: string, bad: Bad): Promise<Inventory> {
  const { connection } = open(bad, path);
  const inventory = await readInventory(connection);
  expect(notReadyBefore(inventory)).toEqual([]);
  expect(rejections).toEqual([]);
  return inventory;
}

const readyIn = (inventory: Inventory): readonly string[] =>
  assess(inventory, defaultPolicy, inventory.takenAt)
    .machines.filter(({ state }) => state === 'ready')
    .map(({ id }) => id);

/** Machines that bad answers have made ready. */
function notReadyBefore(inventory: Inventory): readonly string[] {
  const before = readyIn(whole);
  expect(before.length).toBeGreaterThan(5);
  return readyIn(inventory).filter((id) => !before.includes(id));
}

interface Said {
  readonly reason: Gap['reason'];
  readonly detail: string;
}

/** What is said of one list or one read: nothing where it was repeated with success. */
const said: Readonly<Record<BadName, Said | undefined>> = {
  '401 once': undefined,
  '401 always': {
    reason: 'failed',
    detail: 'Azure does not accept the sign-in. Sign in again. (InvalidAuthenticationToken)',
  },
  '403': { reason: 'denied', detail: 'You may not read this. Ask its owner for a role. (AuthorizationFailed)' },
  '429 five times': {
    reason: 'failed',
    detail: 'Azure takes no more requests for now. Wait a minute, then try again. (TooManyRequests)',
  },
  '500': {
    reason: 'failed',
    detail: 'Azure failed to answer. Try again; if it stays, a region may be down: look at Azure status. (InternalServerError)',
  },
  'HTML page': { reason: 'failed', detail: '(NOT_JSON)' },
  'truncated JSON': { reason: 'failed', detail: '(PARSE_ERROR)' },
  'wrong types': { reason: 'failed', detail: 'Try again; something between here and Azure may have answered.' },
  'hang of 60 s': {
    reason: 'failed',
    detail:
      'Azure did not answer in time. Try again; if it stays, check the network, and whether a region is down: look at Azure status. (NO_ANSWER)',
  },
  'TLS failure': { reason: 'failed', detail: 'The certificate of the endpoint is not trusted.' },
  'Date two days ahead': undefined,
  'Date two days behind': undefined,
};

const names = Object.keys(bads) as BadName[];

describe('Resource Graph: the lists of Resource Manager stand in, and nothing is missing', () => {
  test.each(names)('%s', async (name) => {
    const inventory = await readWith('Microsoft.ResourceGraph', bads[name]);
    expect(inventory.gaps).toEqual([]);
    expect(inventory.machines).toHaveLength(whole.machines.length);
    expect(inventory.protectedItems).toHaveLength(whole.protectedItems.length);
    expect(inventory.backupItems).toHaveLength(whole.backupItems.length);
  });

  test('rows of other types are counted as missing', async () => {
    const body = { data: [1, 'x', { id: 5 }, {}], totalRecords: 4 };
    const inventory = await readWith('Microsoft.ResourceGraph', { fault: { status: 200, body, times: always } });
    expect(new Set(inventory.gaps.map(({ reason }) => reason))).toEqual(new Set(['incomplete']));
    expect(new Set(inventory.gaps.map(({ table }) => table))).toContain('protectedItems');
  });
});

describe('Resource Graph and a kind of list at once: missing is not absent, and no matter of roles unless denied', () => {
  const lists = {
    machines: 'Microsoft.Compute/virtualMachines\\?api',
    'protected items': 'vaults/[^/]+/replicationProtectedItems\\?',
    vaults: 'Microsoft.RecoveryServices/vaults\\?',
    'links and protected items': 'Microsoft.Resources/links|vaults/[^/]+/replicationProtectedItems\\?',
  };
  const says = (inventory: Inventory, what: (machine: AssessedMachine) => boolean): ReadonlySet<string> =>
    new Set(
      assess(inventory, defaultPolicy, inventory.takenAt)
        .machines.filter(what)
        .map(({ azureId }) => azureId),
    );

  test.each(Object.keys(lists) as (keyof typeof lists)[])('%s', async (list) => {
    /** Failed over, its source deleted, and Azure's mark with it: nothing but the item tells that it is Site Recovery's. */
    const unmarked = whole.machines.find(({ name, location }) => name === 'crm-01' && location === 'northeurope')!.azureId;
    for (const bad of ['500', '403'] as const) {
      const { sandbox, connection } = open(bads[bad], lists[list]);
      sandbox.control.addFault({ path: 'Microsoft.ResourceGraph', ...bads['403'].fault! });
      const inventory = await readInventory(connection);
      expect(inventory.gaps).not.toEqual([]);
      expect(notReadyBefore(inventory)).toEqual([]);
      const kinds: ((machine: AssessedMachine) => boolean)[] = [
        ({ state }) => state === 'unprotected',
        (machine) => describeMachine(machine, inventory.takenAt).includes('not found'),
      ];
      if (bad === '500')
        kinds.push((machine) => /permission|needed/.test(`${machine.reason} ${describeMachine(machine, inventory.takenAt)}`));
      for (const kind of kinds) {
        const before = says(whole, kind);
        expect([...says(inventory, kind)].filter((id) => !before.has(id) && id !== unmarked)).toEqual([]);
      }
    }
  });
});

describe('a list of one subscription: a gap that names it', () => {
  test.each(names)('%s', async (name) => {
    const scope = whole.subscriptions[0]!.id;
    const inventory = await readWith(`/subscriptions/${scope}/providers/Microsoft.Resources/links`, bads[name]);
    expect(inventory.gaps).toEqual(said[name] ? [expectedGap('links', scope, said[name])] : []);
    expect(rowsOf(inventory)).toEqual(said[name] ? [expectedRow(scope, 'replication links', said[name])] : []);
  });
});

describe('a read of one machine: a gap of its subscription, and what happened stands with the machine', () => {
  test.each(names)('%s', async (name) => {
    const { id } = whole.machines.find((machine) => whole.details!.eligibility.has(machine.id))!;
    const inventory = await readWith(`${id}/providers/Microsoft.RecoveryServices/replicationEligibilityResults`, bads[name]);
    const { reason, detail } = said[name] ?? {};
    const scope = subscriptionOf(id);
    expect(inventory.gaps).toEqual(said[name] ? [expectedGap('eligibility', scope, said[name])] : []);
    expect(rowsOf(inventory)).toEqual(said[name] ? [expectedRow(scope, 'eligibility for replication', said[name])] : []);
    expect(inventory.details?.eligibility.get(id)).toEqual(
      detail === undefined ? { value: [] } : { failure: reason, detail: expect.stringContaining(detail) as string },
    );
  });
});

/** Reads of full depth, and the kinds of details that they bring: those that begin, and those that the first lead to. */
const reads = {
  'that begin': [
    'replicationEligibilityResults|replicationProtectedItems/[^/?]+\\?|locations/[^/?]+/usages|Microsoft.Compute/skus|storageAccounts/[^/?]+\\?|fileServices/default/shares|blobServices/default|replicationRecoveryPlans/[^/?]+\\?|replicationSupportedOperatingSystems',
    [
      'eligibility',
      'recoverySettings',
      'quotas',
      'sizes',
      'geoReplication',
      'fileShares',
      'blobSoftDelete',
      'planActions',
      'supportedSystems',
    ],
  ],
  'that follow': [
    'virtualNetworks/[^/?]+(\\?|/usages|/CheckIPAddressAvailability)|networkInterfaces/[^/?]+\\?|(publicIPAddresses|diskEncryptionSets|resourceGroups)/[^/?]+\\?|runbooks/[^/?]+\\?',
    ['interfaces', 'networks', 'subnetUsages', 'addresses', 'targets', 'runbooks'],
  ],
} as const satisfies Record<string, readonly [string, readonly DetailKind[]]>;

test('every kind of detail is brought by one of them', () => {
  const kinds = Object.values(reads).flatMap(([, all]): readonly DetailKind[] => all);
  expect(kinds.toSorted()).toEqual(detailKinds.toSorted());
});

describe.each(Object.keys(reads) as (keyof typeof reads)[])(
  'all reads of full depth %s: every detail and a gap say what happened',
  (wave) => {
    const [path, kinds] = reads[wave];

    test.each(names)('%s', async (name) => {
      const bad: Bad = bads[name];
      // Five times each.
      const isEach = bad.fault?.times === 5;
      const { connection } = open(isEach ? { ...bad, fault: { ...bad.fault, times: always } } : bad, path);
      // So that network interfaces are read too.
      const rows = { ...withoutDetails(whole), networkInterfaces: [] };
      const details = await readDetails(connection, rows, unreadSubjects(rows));
      const inventory = withDetails(rows, details);
      const index = new EstateIndex(assess(inventory, defaultPolicy, inventory.takenAt));
      for (const kind of kinds) {
        const gaps = inventory.gaps.filter(({ table }) => table === kind);
        expect(gaps.map(({ reason, detail }) => [reason, detail])).toEqual(
          said[name] ? gaps.map(() => [said[name]!.reason, expect.stringContaining(said[name]!.detail)]) : [],
        );
        const all = [...(details[kind] as DetailMap<unknown>).values()];
        expect([kind, all.length > 0, all.filter((one) => 'failure' in one)]).toEqual([kind, true, said[name] ? all : []]);
        for (const { description } of gapNotes(gaps, index, english))
          expect(description).toMatch(
            said[name]?.reason === 'denied' ? /^no access: [\w ]*Reader role needed · / : /^could not be read · /,
          );
      }
      expect(notReadyBefore(inventory)).toEqual([]);
      expect(rejections).toEqual([]);
    });
  },
);

function expectedGap(table: Gap['table'], scope: string, { reason, detail }: Said): Gap {
  return { table, scope, reason, detail: expect.stringContaining(detail) as string };
}

/** Rows of the view about what could not be read. */
function rowsOf(inventory: Inventory): readonly string[] {
  const index = new EstateIndex(assess(inventory, defaultPolicy, inventory.takenAt));
  return gapNotes(inventory.gaps, index, english).map(({ label, description }) => `${label}  ${description}`);
}

/** The row of what is missing of a subscription. */
function expectedRow(scope: string, table: string, { reason }: Said): string {
  const { name } = whole.subscriptions.find(({ id }) => id === scope)!;
  return `${name}  ${reason === 'denied' ? 'no access: Reader role needed' : 'could not be read'} · ${table}`;
}

test('a vault that may not be read, by lists: a gap of the vault, whose machines are not called unprotected', async () => {
  const { vaultId } = whole.protectedItems[0]!;
  const { sandbox, connection } = open();
  sandbox.control.addFault({ path: 'Microsoft.ResourceGraph', ...error(403, 'AuthorizationFailed').fault! });
  sandbox.control.addFault({ path: `${vaultId}/replicationProtectedItems`, ...error(403, 'AuthorizationFailed').fault! });
  const inventory = await readInventory(connection);
  expect(inventory.gaps).toMatchObject([{ table: 'protectedItems', scope: vaultId, reason: 'denied' }]);
  expect(rowsOf(inventory)).toEqual([`${partsOf(vaultId).name}  no access: Site Recovery Reader role needed · replicated items`]);
  const sources = new Set(whole.protectedItems.filter((item) => item.vaultId === vaultId).map(({ sourceId }) => sourceId));
  const states = assess(inventory, defaultPolicy, inventory.takenAt).machines.filter(({ id }) => sources.has(id));
  expect(states.length).toBeGreaterThan(0);
  expect(states.filter(({ state }) => state === 'unprotected' || state === 'ready')).toEqual([]);
});

test.each([
  [2.5, 'The clock here is 2 days behind Azure’s'],
  [-2.5, 'The clock here is 2 days ahead of Azure’s'],
] as const)('every Date %d days off: a row says so', async (days, expected) => {
  const sandbox = createSandbox({ clock: 'manual', start: new Date(), empty: true });
  const client = twoDaysOff(days)(
    sandboxHttpClient((request) => sandbox.handle(request)),
    () => true,
  );
  const inventory = await readInventory(sandboxConnection(client, { kind: 'azure', label: 'AzureCloud' }));
  const notes = estateNotes(new EstateIndex(assess(inventory, defaultPolicy, inventory.takenAt)), english);
  expect(notes.map(({ label }) => label)).toContain(expected);
});

test('a token that has gone bad is asked for anew once, however many requests met it', async () => {
  const { sandbox, connection } = open();
  sandbox.control.addFault({ path: 'Microsoft.Resources/links', ...error(401, 'ExpiredAuthenticationToken', { times: 3 }).fault! });
  let asked = 0;
  const forgotten: number[] = [];
  const credential = {
    getToken: () => connection.credential.getToken('').then((token) => (asked++, token)),
    forget: () => void forgotten.push(asked),
  };
  const inventory = await readInventory({ ...connection, credential });
  expect(inventory.gaps).toEqual([]);
  expect(forgotten).toHaveLength(1);
  expect(asked).toBe(2);
});
