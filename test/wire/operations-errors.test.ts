import { describe, expect, test } from 'vitest';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { outcomeText, progressText } from '../../src/cli/operate/progressText.ts';
import { adviceFor } from '../../src/operations/advice.ts';
import { enableReplication } from '../../src/operations/enable/enableReplication.ts';
import { disableReplication } from '../../src/operations/item/replicationOperations.ts';
import { testFailover } from '../../src/operations/item/testFailoverOperations.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { choicesFor, openPlace, openProtected, type Place } from './operationsHarness.ts';

/** Numeric codes of Site Recovery that are recorded, documented, or posted by users, by the operation in whose job they come. */
const failures = {
  AddProtectionProfile: ['15040', '150261'],
  EnableDr: '28020 150019 150039 150097 150172 150175 150226 151025 151037 151066 151072 151124 151126 151137 151195 151196 151197'.split(
    ' ',
  ),
  TestFailover: ['28020', '150097'],
  DisableDr: ['150225'],
} as const;

/** The same of those that only give warning. */
const warnings = {
  EnableDr: ['28061', '45031', '151083', '153039', '161011', '310024'],
  TestFailover: ['28175', '28061'],
  DisableDr: ['150225'],
} as const;

type Scenario = keyof typeof failures;

const isOnItem = (scenario: Scenario): boolean => scenario === 'TestFailover' || scenario === 'DisableDr';

async function operationFor(place: Place, scenario: Scenario): Promise<Operation> {
  const { own } = place;
  if (scenario === 'TestFailover') return testFailover(await place.item(), { networkId: own.testNetwork, recoveryPointId: undefined });
  if (scenario === 'DisableDr') return disableReplication(await place.item());
  return enableReplication(await readReplicationSource(place.azure, own.machine), choicesFor(own), undefined);
}

async function toldOf(scenario: Scenario, code: string, level: 'Error' | 'Warning'): Promise<string> {
  const place = isOnItem(scenario) ? await openProtected() : openPlace();
  const operation = await operationFor(place, scenario);
  place.sandbox.control.addFault({ operation: scenario, errorCode: code, level });
  const told: string[] = [];
  const outcome = await place.run(operation, {
    onProgress: (progress) => {
      if (progress.type === 'warning') told.push(...progressText(progress));
    },
  });
  expect(outcome.kind).toBe(level === 'Error' ? 'failed' : 'succeeded');
  const step = outcome.kind === 'failed' ? outcome.step : '';
  return [
    `${scenario} ${level} ${code}${step === '' ? '' : `, in the step ${step}`}`,
    ...told,
    ...outcomeText(outcome, 'azure-dr', 'azure-dr jobs --cancel'),
  ].join('\n');
}

test('every numeric code in the job of the operation that it belongs to', { timeout: 60_000 }, async () => {
  const pages: string[] = [];
  for (const level of ['Error', 'Warning'] as const) {
    for (const [scenario, codes] of Object.entries(level === 'Error' ? failures : warnings)) {
      for (const code of codes) {
        expect(adviceFor(code), code).toBeDefined();
        pages.push(await toldOf(scenario as Scenario, code, level));
      }
    }
  }
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/job-errors.txt');
});

interface Refusal {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const arm = (status: number, code: string, message: string): Refusal => ({ status, body: { error: { code, message } } });

/** Bodies with which Azure refuses a request at once, as they were recorded or are documented. */
const refusals: readonly (readonly [string, Refusal])[] = [
  [
    'ArmResourceDoesNotExist',
    {
      status: 404,
      body: {
        error: {
          code: 'NotFound',
          message: "Specified resource with name 'vm-1' does not exist.",
          details: [
            {
              code: 'ArmResourceDoesNotExist',
              message: "Specified resource with name 'vm-1' does not exist.",
              possibleCauses: 'Ensure correct resource name was specified.',
              recommendedAction: 'Verify ARM resource name details.',
              clientRequestId: 'acb2d579-4616-11ee-af74-c8d9d2028398',
              activityId: '1bb9a1d6-ba7e-40a9-b115-cdb853ccd8d0',
            },
          ],
        },
      },
    },
  ],
  [
    'ResourceNotFound',
    arm(404, 'ResourceNotFound', "The Resource 'Microsoft.RecoveryServices/vaults/v' under resource group 'rg' was not found."),
  ],
  ['ResourceGroupNotFound', arm(404, 'ResourceGroupNotFound', "Resource group 'rg' could not be found.")],
  [
    'AuthorizationFailed',
    arm(
      403,
      'AuthorizationFailed',
      "The client '..' with object id '..' does not have authorization to perform action '..' over scope '..' or the scope is invalid.",
    ),
  ],
  [
    'LinkedAuthorizationFailed',
    arm(
      403,
      'LinkedAuthorizationFailed',
      "The client has permission to perform action '..' on scope '..'; however, the linked scope was not authorized.",
    ),
  ],
  ['RequestDisallowedByPolicy', arm(403, 'RequestDisallowedByPolicy', "Resource 'vm-1' was disallowed by policy.")],
  ['ScopeLocked', arm(409, 'ScopeLocked', "The scope '..' cannot perform write operation because following scope(s) are locked: '..'.")],
  [
    'MissingSubscriptionRegistration',
    arm(409, 'MissingSubscriptionRegistration', "The subscription is not registered to use namespace 'Microsoft.RecoveryServices'."),
  ],
  ['RoleAssignmentExists', arm(409, 'RoleAssignmentExists', 'The role assignment already exists.')],
  [
    'ServiceResourceNotEmptyWithContainerDetails',
    {
      status: 400,
      body: {
        error: {
          code: 'ServiceResourceNotEmptyWithContainerDetails',
          message: 'Vault cannot be deleted as there are existing resources within the vault.',
          target: null,
          details: null,
          innerError: null,
        },
      },
    },
  ],
  ['HTTP 400', { status: 400, body: 'Bad Request' }],
];

test('every refusal of a request', { timeout: 60_000 }, async () => {
  const pages: string[] = [];
  for (const [code, refusal] of refusals) {
    const place = await openProtected();
    const operation = await operationFor(place, 'TestFailover');
    place.sandbox.control.addFault({ method: 'POST', path: '/testFailover', ...refusal });
    const outcome = await place.run(operation);
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code } });
    pages.push([code, ...outcomeText(outcome, 'azure-dr', 'azure-dr jobs --cancel')].join('\n'));
    // A refusal is an answer: nothing was done, and the next time it is.
    expect(await place.run(await operationFor(place, 'TestFailover'))).toMatchObject({ kind: 'succeeded' });
    expect(place.taken(/^POST .*\/testFailover$/)).toBe(1);
  }
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/refusals.txt');
});

describe('too many requests', () => {
  const seconds = { 'retry-after': '1' };
  const throttled: readonly (readonly [string, Refusal])[] = [
    [
      'of a subscription',
      {
        ...arm(429, 'SubscriptionRequestsThrottled', "Number of requests for subscription 'x' exceeded the backend storage limit."),
        headers: seconds,
      },
    ],
    [
      'in plain words',
      {
        status: 429,
        body: "You have reached the limit of allowed 'GetOperationStatus' API calls.Please retry after '2023-11-27T09:04:57.0000000Z' UTC.",
        headers: { ...seconds, 'content-type': 'text/plain' },
      },
    ],
  ];
  test.each(throttled)('%s: sent and asked again, done once', async (_, refusal) => {
    const place = await openProtected();
    const operation = await operationFor(place, 'TestFailover');
    place.sandbox.control.addFault({ method: 'POST', path: '/testFailover', ...refusal });
    place.sandbox.control.addFault({ method: 'GET', path: '/replicationJobs/', ...refusal });
    expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
    expect(place.taken(/^POST .*\/testFailover$/)).toBe(1);
  });

  test('without an end it is a refusal, told with its code and advice', async () => {
    const place = await openProtected();
    const operation = await operationFor(place, 'TestFailover');
    const refusal = arm(
      429,
      'SubscriptionRequestsThrottled',
      "Number of requests for subscription 'x' exceeded the backend storage limit.",
    );
    place.sandbox.control.addFault({ method: 'POST', path: '/testFailover', ...refusal, headers: { 'retry-after': '0' }, times: 100 });
    const outcome = await place.run(operation);
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'SubscriptionRequestsThrottled' } });
    expect(outcomeText(outcome, 'azure-dr', 'azure-dr jobs --cancel').join('\n')).toContain('Wait a few minutes');
    expect(place.taken(/^POST .*\/testFailover$/)).toBe(0);
  });
});
