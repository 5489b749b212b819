import {
  bearerTokenAuthenticationPolicy,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  RestError,
  type Pipeline,
} from '@azure/core-rest-pipeline';
import { UserError } from '../model/userError.ts';
import type { Session } from './session.ts';
import { listOf, recordOf, textOf, type Row } from './values.ts';

/**
 * Plain reads of Resource Manager through the SDK's own pipeline (sign-in, retries, user agent). For three lists this stands in for the
 * clients of Compute, Site Recovery and Links: loading those blocks an editor for 60 to 125 ms each, their pagers forget the
 * cancellation on the second page, and the older ones take any JSON without `value` for an empty list.
 */
export class ArmReader {
  readonly #session: Session;
  readonly #pipeline: Pipeline;

  constructor(session: Session) {
    this.#session = session;
    this.#pipeline = createPipelineFromOptions(session.clientOptions);
    const { credential, clientOptions } = session;
    this.#pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: clientOptions.credentialScopes }), { phase: 'Sign' });
  }

  /** The body of a resource. `path` begins with a slash; names in it are escaped here. */
  async get(path: string, apiVersion: string): Promise<Row> {
    return this.#read(this.#url(path, { 'api-version': apiVersion }));
  }

  /** The pages of a list, following its `nextLink`. */
  async *list(path: string, apiVersion: string, query: Readonly<Record<string, string>> = {}): AsyncGenerator<readonly Row[]> {
    let next: string | undefined = this.#url(path, { ...query, 'api-version': apiVersion });
    while (next !== undefined) {
      const body: Row = await this.#read(next);
      const rows = listOf(body['value']);
      if (!rows)
        throw new UserError('badAnswer', 'The answer is no list.', 'Try again; something between here and Azure may have answered.');
      yield rows.map((row) => recordOf(row) ?? {});
      next = textOf(body['nextLink']);
    }
  }

  #url(path: string, query: Readonly<Record<string, string>>): string {
    const escaped = path.split('/').map(encodeURIComponent).join('/');
    return `${this.#session.clientOptions.endpoint}${escaped}?${new URLSearchParams(query).toString()}`;
  }

  /** Throws a `RestError` with Azure's code for any status but 200. */
  async #read(url: string): Promise<Row> {
    const { httpClient } = this.#session.clientOptions;
    const headers = createHttpHeaders({ accept: 'application/json' });
    const request = createPipelineRequest({ url, headers, abortSignal: this.#session.signal });
    const response = await this.#pipeline.sendRequest(httpClient, request);
    const body = recordOf(parsed(response.bodyAsText));
    if (response.status === 200 && body) return body;
    const code = response.status === 200 ? RestError.PARSE_ERROR : textOf(recordOf(body?.['error'])?.['code']);
    throw new RestError('Resource Manager did not answer as asked.', {
      ...(code && { code }),
      statusCode: response.status,
      request,
      response,
    });
  }
}

function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
