/** What `npm run sandbox -- --help` prints; `parseFlags` reads these flags. */
export const doorUsage = `Usage: npm run --silent sandbox -- [flags]

Serves the sandbox over HTTPS on 127.0.0.1 until it is ended. Prints one line of JSON: its URL, the file of its certificate authority, its
tenant and subscriptions, and the URL of its control API.

  --port N              default: 8443; 0: any free one
  --vms N               an estate of so many virtual machines; default: the one of docs/estate.md, which tells a story
  --subscriptions N     of such an estate; default: one for a hundred machines
  --storage-accounts N  of such an estate; default: one for five machines
  --seed N              GUIDs and addresses follow from it; default: 1
  --empty               subscriptions and nothing in them
  --clock real|manual   manual: only the control API moves it; default: real
  --speed N             how many times faster than real time the clock runs; default: 1
  --latency-ms N        before every answer; default: 0
  --throttle            Azure's limits for reads
  --page-size N         rows of a page of a list, at the most; default: Azure's own
  --graph-lag SECONDS   Resource Graph shows the state of that long ago; default: 0
  --log FILE            a line of JSON for every request
`;
