import type { Connection } from './connection.ts';

/** Answers come within a second or two: what takes longer is worth a word, milliseconds. */
export const slowMs = 5000;
/** Said no more often: where a region is down, many requests hang. */
const notAgainForMs = 30_000;

/** Requests that have no answer yet. */
export interface SlowAnswer {
  /** One that has waited for `slowMs`: `GET /subscriptions/…`, without its query. */
  readonly request: string;
  /** How many others are under way. */
  readonly others: number;
}

/** The same connection, which tells when answers keep somebody waiting. */
export function tellingSlow(connection: Connection, tell: (slow: SlowAnswer) => void): Connection {
  let underWay = 0;
  let toldAt = -Infinity;
  const onSlow = (method: string, url: string): void => {
    const now = performance.now();
    if (now - toldAt < notAgainForMs) return;
    toldAt = now;
    tell({ request: `${method} ${new URL(url).pathname}`, others: underWay - 1 });
  };
  return {
    ...connection,
    httpClient: {
      async sendRequest(request) {
        const timer = setTimeout(onSlow, slowMs, request.method, request.url);
        underWay++;
        try {
          return await connection.httpClient.sendRequest(request);
        } finally {
          clearTimeout(timer);
          underWay--;
        }
      },
    },
  };
}
