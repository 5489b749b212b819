import { Worker } from 'node:worker_threads';
import { ControlError } from './control.ts';
import type { WireRequest, WireResponse } from './wire.ts';
import type { WorkerAnswer, WorkerQuestion } from './workerMessages.ts';
import type { SandboxOptions } from './world.ts';

export interface SandboxWorker {
  /** For `sandboxHttpClient`. Rejects when the worker has ended, and with an error named `ConnectionReset` for a cut connection. */
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** A control call, as on the HTTPS door but below `/_sandbox`: `control('POST', '/clock', {advanceSeconds: 60})`. `ControlError` when refused. */
  control(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>>;
  /** Ends the thread; what is still asked is rejected. */
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: Error) => void;
}

type Asked = WorkerQuestion extends infer Q ? (Q extends { id: number } ? Omit<Q, 'id'> : never) : never;

/** Starts the sandbox in a worker thread. `url` is that of the built or the source `sandboxWorker`. The thread never keeps the process alive. */
export function startSandboxWorker(url: URL, options: Partial<SandboxOptions> = {}): SandboxWorker {
  const worker = new Worker(url, { workerData: options });
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let ended: Error | undefined;

  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => end(new Error('The sandbox has ended.')));
  worker.on('message', (answer: WorkerAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('error' in answer) asked?.reject(Object.assign(new Error(answer.error.message), { name: answer.error.name }));
    else asked?.resolve(answer);
  });

  const ask = (question: Asked): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      const id = ++count;
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, ...question } satisfies WorkerQuestion, []);
    });

  return {
    async handle(request) {
      const answer = await ask({ request });
      if (!('response' in answer)) throw new TypeError('The sandbox answered something else.');
      return answer.response;
    },
    async control(method, path, body) {
      const answer = await ask({ control: { method, path, body: body === undefined ? '' : JSON.stringify(body) } });
      if (!('control' in answer)) throw new TypeError('The sandbox answered something else.');
      const { status, body: json } = answer.control;
      if (status !== 200) throw new ControlError(status, String(json['error']));
      return json;
    },
    async stop() {
      end(new Error('The sandbox was stopped.'));
      await worker.terminate();
    },
  };
}
