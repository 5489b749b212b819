/** The next matching requests get this answer, a delay, or a cut connection. */
export interface RequestFault {
  /** Any method when absent. */
  readonly method?: string;
  /** A regular expression on path and query, as sent or decoded, without regard to case. */
  readonly path: string;
  /** Absent: the request goes on to its handler (after the delay). */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How many requests; 1 when absent. */
  readonly times?: number;
  /** Real milliseconds. */
  readonly delayMs?: number;
  /** Cuts the connection without an answer. */
  readonly reset?: boolean;
}

/** The next jobs of a scenario fail with a Site Recovery error, or warn of one; those of Azure Backup fail. */
export interface JobFault {
  /** The scenario's name, as `EnableDr`, or an operation of Azure Backup, as `ConfigureBackup`. */
  readonly operation: string;
  readonly errorCode: string;
  /** `Warning`: the job goes on, and shows it. Absent: the job fails. */
  readonly level?: 'Warning' | 'Error';
  readonly times?: number;
}

export type Fault = RequestFault | JobFault;

interface Planted<T> {
  readonly fault: T;
  readonly matches: (text: string, method?: string) => boolean;
  left: number;
}

/** Thrown on the way of a request: the door cuts the connection. */
export class ConnectionReset extends Error {
  constructor() {
    super('The sandbox cut the connection, as it was told to.');
    this.name = 'ConnectionReset';
  }
}

/** What was planted through the control API, in the order in which it was planted. */
export class Faults {
  readonly #requests: Planted<RequestFault>[] = [];
  readonly #jobs: Planted<JobFault>[] = [];

  /** Throws a `SyntaxError` when `path` is not a regular expression. */
  add(fault: Fault): void {
    const left = fault.times ?? 1;
    if ('operation' in fault) {
      const scenario = fault.operation.toLowerCase();
      this.#jobs.push({ fault, left, matches: (name) => name.toLowerCase() === scenario });
    } else {
      const pattern = new RegExp(fault.path, 'i');
      const ofMethod = fault.method?.toUpperCase();
      this.#requests.push({
        fault,
        left,
        matches: (target, method) => (ofMethod ?? method) === method && (pattern.test(target) || pattern.test(decoded(target))),
      });
    }
  }

  /** `target` is path and query. */
  takeForRequest(method: string, target: string): RequestFault | undefined {
    return take(this.#requests, target, method);
  }

  takeForJob(scenarioName: string): JobFault | undefined {
    return take(this.#jobs, scenarioName);
  }
}

/** Clients encode `$skiptoken`, semicolons and more, each in its own way. */
function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

function take<T>(planted: readonly Planted<T>[], text: string, method?: string): T | undefined {
  const found = planted.find((one) => one.left > 0 && one.matches(text, method));
  if (!found) return undefined;
  found.left--;
  return found.fault;
}
