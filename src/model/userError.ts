/** Why something that a person asked for did not work. A closed set: faces of the product choose words and exits by it. */
export type UserErrorReason =
  /** The input cannot be carried out as it stands. */
  | 'usage'
  /** An endpoint that credentials or requests may not be sent to. */
  | 'refusedEndpoint'
  | 'signIn'
  | 'denied'
  | 'notFound'
  | 'throttled'
  /** Azure, or the way to it, does not answer. */
  | 'unreachable'
  /** Azure answered with something that is not what it documents. */
  | 'badAnswer'
  | 'serverError';

/** An error made for people: what happened, and what to do about it. Cancellation is not one (that is an `AbortError`). */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly reason: UserErrorReason;
  /** One sentence: what to do. */
  readonly todo: string;
  /** Azure's own code, for the search engine. */
  readonly azureCode: string | undefined;

  constructor(
    reason: UserErrorReason,
    what: string,
    todo: string,
    options: { readonly azureCode?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(what, options.cause === undefined ? {} : { cause: options.cause });
    this.reason = reason;
    this.todo = todo;
    this.azureCode = options.azureCode;
  }

  /** What happened, what to do, and Azure's code at the end. */
  toText(): string {
    return `${this.message} ${this.todo}${this.azureCode === undefined ? '' : ` (${this.azureCode})`}`;
  }
}
