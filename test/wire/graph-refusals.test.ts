import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, machine, query, RESOURCE_GRAPH, type Answer } from './sandboxCalls.ts';

// What Resource Graph does not answer: wrong queries and requests, too many of them, too much at once.

describe('refusals', () => {
  it('of queries have the recorded body', async () => {
    const { status, body, headers } = await query(emptySandbox(), 'where where');
    expect(status).toBe(400);
    expect(headers['x-ms-user-quota-remaining']).toBe('14');
    expect(body.error.code).toBe('BadRequest');
    expect(body.error.message).toMatch(
      /^Please provide below info when asking for support: timestamp = \d{4}-\d\d-\d\dT[\d:.]{16}Z, correlationId = [\da-f-]{36}\.$/,
    );
    expect(body.error.details).toEqual([
      {
        code: 'InvalidQuery',
        message:
          'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
      },
      { code: 'ParserFailure', message: 'ParserFailure', line: 1, characterPositionInLine: 11, token: '<EOF>', expectedToken: '\u01cf' },
    ]);
  });

  it.each([
    [{}],
    [{ query: '' }],
    [{ query: 7 }],
    [[]],
    [{ query: 'resources', options: { $top: 0 } }],
    [{ query: 'resources', options: { $skip: -1 } }],
    [{ query: 'resources', options: { resultFormat: 'xml' } }],
    [{ query: 'resources', options: [] }],
    [{ query: 'resources', subscriptions: 'all' }],
    [{ query: 'resources', facets: 'name' }],
    [{ query: 'resources', facets: [{}] }],
  ])('of requests: %j', async (body) => {
    const answer = await ask(emptySandbox(), 'POST', RESOURCE_GRAPH, { body });
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe('BadRequest');
  });
});

/** `error.details` of a refused request. */
async function detailsOf(text: string, more: object = {}): Promise<unknown> {
  const { status, body } = await query(createSandbox({ clock: 'manual' }), text, more);
  expect(status).toBe(400);
  expect(body.error.code).toBe('BadRequest');
  return body.error.details;
}

describe('what stands alone among the details', () => {
  it('is a table that there is not', async () => {
    expect(await detailsOf('resources | join (nonsense) on id')).toEqual([
      { code: 'DisallowedLogicalTableName', message: 'Table nonsense is invalid, unsupported or disallowed.' },
    ]);
  });

  it('is a skip token that is none', async () => {
    expect(await detailsOf('project id', { options: { $skipToken: '82aw3vQlArEastJ24LABY8oPgQ', $top: 4 } })).toEqual([
      { code: 'CouldNotDecodeSkipToken', message: 'Skip token could not be decoded.' },
    ]);
  });

  it('are subscriptions of which none is known', async () => {
    const none = '00000000-0000-0000-0000-000000000000';
    expect(await detailsOf('resources', { subscriptions: [none] })).toEqual([
      {
        code: 'NoValidSubscriptionsInQueryRequest',
        message: `There must be at least one subscription that is eligible to contain resources. Given: '${none}'.`,
      },
    ]);
    expect(await detailsOf('where where', { subscriptions: [none] })).toHaveLength(2);
    expect((await query(emptySandbox(), 'resources', { subscriptions: [none] })).status).toBe(200);
  });

  it('is a management group by its display name', async () => {
    expect(await detailsOf('resources', { managementGroups: ['Tenant Root Group'] })).toEqual([
      { code: 'ManagementGroupsContainInvalidIds', message: "The provided management groups must be valid. Given: 'Tenant Root Group'." },
    ]);
  });
});

describe('queries that cannot be held', () => {
  it.each([
    ['brackets', `${'('.repeat(20_000)}resources${')'.repeat(20_000)}`],
    ['joins', 'resources | join ('.repeat(5000)],
    ['literals', `resources | extend x = dynamic(${'['.repeat(20_000)}${']'.repeat(20_000)})`],
    ['sums', `resources | extend x = ${'1 + '.repeat(20_000)}1`],
    ['members', `resources | extend x = properties${'.a'.repeat(20_000)}`],
    ['texts', "resourcecontainers | extend x = strrep(strrep(strrep('x', 1024), 1024), 1024)"],
  ])('are refused: %s', async (_, text) => {
    const { status, body } = await query(emptySandbox(), text);
    expect(status).toBe(400);
    expect(body.error.details[0].code).toBe('InvalidQuery');
    expect(body.error.details[1].message).toMatch(/^(?:The query is nested too deeply|A text in the query is too long)$/);
  });
});

describe('quota', () => {
  it('is 15 queries in 5 seconds for each user', async () => {
    let now = 0;
    const sandbox = createSandbox({ clock: 'manual', empty: true, throttle: true }, { realNow: () => now });
    const send = async (user = 'one'): Promise<Answer> =>
      ask(sandbox, 'POST', RESOURCE_GRAPH, { body: { query: 'resources' }, headers: { authorization: `Bearer ${user}` } });
    const first = await send();
    expect(first.headers).toMatchObject({
      'x-ms-user-quota-remaining': '14',
      'x-ms-user-quota-resets-after': '00:00:05',
      'x-ms-ratelimit-remaining-tenant-resource-requests': '14',
    });
    now += 2500;
    for (let i = 0; i < 14; i++) expect((await send()).status).toBe(200);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({
      'x-ms-user-quota-remaining': '0',
      'x-ms-user-quota-resets-after': '00:00:03',
      'retry-after': '3',
    });
    expect(refused.body.error).toMatchObject({ code: 'RateLimiting', details: [{ code: 'RateLimiting' }] });
    expect((await send('two')).status).toBe(200);
    now += 2500;
    expect((await send()).status).toBe(200);
  });
});

describe('an answer above 16 MB', () => {
  const tags = { long: 'x'.repeat(20_000) };
  const sandbox = emptySandbox();
  sandbox.control.putResources(Array.from({ length: 900 }, (_, i) => ({ ...machine(`vm-${i}`), tags })));
  const machines = "resources | where type =~ 'microsoft.compute/virtualmachines'";

  it.each([
    ['of pages', `${machines} | project id, tags | order by id asc`],
    ['of rows in no order', `${machines} | project id, tags`],
    [
      'of one row with a list',
      `${machines} | summarize rows = make_list(pack('id', id, 'tags', tags)) by subscriptionId | order by subscriptionId asc`,
    ],
  ])('%s is refused as Azure refuses it', async (_, text) => {
    const { status, body } = await query(sandbox, text);
    expect(status).toBe(400);
    expect(body.error.code).toBe('BadRequest');
    expect(body.error.details[0].code).toBe('ResponsePayloadTooLarge');
    expect(body.error.details[0].message).toMatch(/^Response payload size is 18\d{6}, and has exceeded the limit of 16777216\. /);
  });

  it('is given in smaller pages', async () => {
    const { status, body } = await query(sandbox, `${machines} | project id, tags | order by id asc`, { options: { $top: 500 } });
    expect(status).toBe(200);
    expect(body.count).toBe(500);
  });
});
