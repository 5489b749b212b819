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
  #underWay = 0;

  constructor(listener?: (request: LoggedRequest) => void) {
    this.#listener = listener;
  }

  /** A request has come: `add` follows when it is answered, or its connection cut. */
  arrived(): void {
    this.#underWay += 1;
  }

  add(request: LoggedRequest): void {
    this.#underWay -= 1;
    this.#requests.push(request);
    this.#listener?.(request);
  }

  /** Requests that have come and are not answered yet. */
  get underWay(): number {
    return this.#underWay;
  }

  get size(): number {
    return this.#requests.length;
  }

  all(): readonly LoggedRequest[] {
    return [...this.#requests];
  }
}
