import type { Buffer } from 'node:buffer';

/** A request as it came over either door. Header names are lower-case; `url` is absolute. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The door passes packed bodies on as they are. */
  readonly takesGzip?: boolean;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** '' where there is no body. */
  readonly body: string;
  /** The body in gzip, in place of `body`; only for a door that takes it. */
  readonly packed?: Buffer;
  /** The body in UTF-8, in place of `body`: a large one that comes from another thread. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** JSON of a large answer, made when it is asked for and kept. */
export interface KeptBody {
  text(): string;
  /** In gzip. */
  packed(): Buffer;
}

/** What a handler answers; the doors add request ids, rate-limit headers, Date, encoding. */
export interface Reply {
  readonly status: number;
  /** Serialised as JSON; undefined for no body. A string goes out as it is (then give a content-type). */
  readonly body?: unknown;
  /** In place of `body`. */
  readonly kept?: KeptBody;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request on its way through a handler. */
export interface Call {
  readonly method: string;
  /** Path as sent, `//` read as `/`. */
  readonly path: string;
  /** Values of the route's `{placeholders}`, as sent (decoded). */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON body, or the fields of a form; undefined when there was none. */
  readonly body: unknown;
  /** `https://127.0.0.1:8443`: the host that was called. All URLs of an answer are built on it. */
  readonly origin: string;
  readonly apiVersion: string;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** Query parameters: keys without regard to case, decoded. */
export class Query {
  readonly #values = new Map<string, string>();

  constructor(url: URL) {
    for (const [key, value] of url.searchParams) this.#values.set(key.toLowerCase(), value);
  }

  get(key: string): string | undefined {
    return this.#values.get(key.toLowerCase());
  }

  /** Keys are lower-case. */
  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }
}

/** Thrown by handlers: becomes ARM's error body. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of `error`, as `details`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
    this.headers = headers;
  }

  toReply(): Reply {
    return { status: this.status, headers: this.headers, body: { error: { code: this.code, message: this.message, ...this.extra } } };
  }
}
