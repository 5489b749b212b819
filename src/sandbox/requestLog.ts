/** One request, without its token and its body. */
export interface LoggedRequest {
  /** Of the sandbox's clock. */
  readonly time: string;
  readonly method: string;
  readonly path: string;
  /** Query without the api-version; '' when there is none. */
  readonly query: string;
  /** '' when none was sent. */
  readonly apiVersion: string;
  /** 0: the connection was cut. */
  readonly status: number;
  /** The caller's User-Agent. */
  readonly client: string;
}

/** What was asked since start or reset. */
export class RequestLog {
  readonly #requests: LoggedRequest[] = [];
  readonly #listener: ((request: LoggedRequest) => void) | undefined;

  constructor(listener?: (request: LoggedRequest) => void) {
    this.#listener = listener;
  }

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    this.#listener?.(request);
  }

  get size(): number {
    return this.#requests.length;
  }

  all(): readonly LoggedRequest[] {
    return [...this.#requests];
  }
}
