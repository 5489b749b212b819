// A Resource Graph recording shows rows of resources that existed before it; the replay seeds what is recorded as GETs, not as
// query rows. This puts them into a served sandbox, in the first subscription that the recorded request names.
// Usage: node seedRecordedRows.mjs URL CA.pem RECORDING.jsonl (after a reset; then replay without --reset)
import { readFileSync } from 'node:fs';
import { request } from 'node:https';

const [url, ca, recording] = process.argv.slice(2);

// A page that is not the last one needs rows after it; a whole result none besides it.
const copiesOf = (response) => (response.$skipToken ? 3 : 1);

const exchanges = readFileSync(recording, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
const resources = exchanges.flatMap(({ request: { subscriptions = [] }, response }) =>
  (response.data ?? [])
    .filter(({ id }) => subscriptions.length > 0 && id.startsWith('/subscriptions/'))
    .flatMap((row) => Array.from({ length: copiesOf(response) }, (_, copy) => resourceOf(row, subscriptions[0], copy))),
);

await put('/_sandbox/resources', { resources });

function resourceOf({ id, tags, properties = {} }, subscription, copy) {
  const parts = id.split('/').with(2, subscription);
  const own = parts.pop();
  const name = copy === 0 ? own : `${own}-${copy}`;
  return { id: [...parts, name].join('/'), name, type: parts.slice(-2).join('/'), location: 'westus2', tags, properties };
}

function put(path, body) {
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}${path}`,
      { method: 'PUT', ca: readFileSync(ca), headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume();
        answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`PUT ${path}: ${answer.statusCode}`))));
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}
