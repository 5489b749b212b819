import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { adviceFor, advisedCodes } from '../../../src/operations/advice.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { planText } from '../../../src/operations/planText.ts';
import { problemText } from '../../../src/operations/problemText.ts';

/** Codes of Site Recovery that are recorded, documented, or posted by users. */
const known =
  '15040 28020 28061 28175 45031 150019 150039 150097 150172 150175 150225 150226 150261 151025 151037 151066 151072 151083 151124 151126 151137 151195 151196 151197 153039 161011 310024';

test('every known code has advice', async () => {
  expect(known.split(' ').filter((code) => adviceFor(code) === undefined)).toEqual([]);
  const pages = advisedCodes.map((code) =>
    problemText({ code, message: `Azure’s message of ${code}.`, causes: 'Azure’s causes.', action: 'Azure’s recommendation.' }).join('\n'),
  );
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/advice.txt');
});

test('a code that nobody knows keeps the words of Azure; one that says nothing says so', () => {
  expect(problemText({ code: 'constructor', message: 'So it is.', causes: '', action: 'Do this.' })).toEqual([
    'So it is. (constructor)',
    'Azure recommends: Do this.',
  ]);
  expect(problemText({ code: '', message: '', causes: '', action: '' })).toEqual(['Azure gives no message. (no code)']);
});

test.skipIf(process.platform === 'win32')('a plan is commands of a shell, whatever is in names and notes', () => {
  const body = { properties: { comments: `it's $(fine) "so" \`far\`\\ ; #` } };
  const operation: Operation = {
    kind: 'cleanup-test',
    subject: '/vm',
    machine: 'vm',
    vaultId: '/v',
    inputs: {},
    steps: [
      {
        kind: 'post',
        name: 'cleanup-test',
        title: 'Clean up\n az group delete',
        call: { method: 'POST', path: `/subscriptions/s/Re'covery (1)/item`, apiVersion: '2023-06-01', body },
        needs: 'TestFailoverCleanup',
        search: { scenarios: [], itemId: '/i' },
      },
      { kind: 'wait', name: 'wait', title: 'Wait', itemId: '/i', state: 'Protected' },
    ],
  };
  const [title, command, ...rest] = planText(operation, 'https://management.azure.com');
  expect(title).toBe('# Clean up  az group delete');
  expect(rest).toEqual(['# Wait: nothing is sent']);
  const words = execFileSync('sh', ['-c', `az() { for word in "$@"; do printf '%s\\n' "$word"; done; }; ${command}`], {
    encoding: 'utf8',
  }).split('\n');
  expect(words.slice(0, 5)).toEqual([
    'rest',
    '--method',
    'post',
    '--url',
    `https://management.azure.com/subscriptions/s/Re'covery%20(1)/item?api-version=2023-06-01`,
  ]);
  expect(JSON.parse(words[6] ?? '')).toEqual(body);
});
