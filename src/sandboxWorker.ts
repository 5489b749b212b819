// The sandbox in a thread of its own, so that building a large estate never blocks the editor. Spoken to by `workerClient.ts`.
import { parentPort, workerData } from 'node:worker_threads';
import { createSandbox } from './sandbox/createSandbox.ts';
import { controlReply } from './sandbox/door/controlReply.ts';
import type { WorkerAnswer, WorkerQuestion } from './sandbox/workerMessages.ts';
import type { SandboxOptions } from './sandbox/world.ts';

const sandbox = createSandbox(workerData as Partial<SandboxOptions>);
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');

/** From so many characters on a body is handed over as bytes: a text would be copied, and wait for its copy, on the editor's thread. */
const largeBody = 64 * 1024;
const encoder = new TextEncoder();

port.on('message', (question: WorkerQuestion) => {
  void answer(question).then(send);
});

function send(message: WorkerAnswer): void {
  if ('response' in message && message.response.body.length >= largeBody) {
    const bytes = encoder.encode(message.response.body);
    port!.postMessage({ ...message, response: { ...message.response, body: '', bytes } } satisfies WorkerAnswer, [bytes.buffer]);
  } else port!.postMessage(message, []);
}

async function answer(question: WorkerQuestion): Promise<WorkerAnswer> {
  const { id } = question;
  try {
    if ('request' in question) return { id, response: await sandbox.handle(question.request) };
    const { method, path, body } = question.control;
    const url = new URL(path, 'https://sandbox.invalid');
    return { id, control: controlReply(sandbox.control, { method, path: url.pathname, query: url.searchParams, body }) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { id, error: { name, message } };
  }
}
