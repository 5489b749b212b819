import { describe, expect, test } from 'vitest';
import { QuotaLimiter, type QuotaAnswer } from '../../../../src/azure/limits/quotaLimiter.ts';

const latencyMs = 100;

/** Time that moves only when everything waits: deterministic, and no test takes real seconds. */
class TestTime {
  time = 0;
  readonly #due: { at: number; run: () => void }[] = [];

  readonly now = (): number => this.time;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.#due.push({ at: this.time + ms, run: resolve });
    });

  async run(until: Promise<unknown>): Promise<void> {
    let done = false;
    const finish = (): void => {
      done = true;
    };
    until.then(finish, finish);
    for (;;) {
      for (let turn = 0; turn < 500; turn++) await Promise.resolve();
      if (done) return;
      const next = this.#due.toSorted((a, b) => a.at - b.at)[0];
      if (!next) throw new Error('everything waits for nothing');
      this.#due.splice(this.#due.indexOf(next), 1);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
  }
}

/** Resource Graph's quota: so many requests in a fixed window, which starts with the first that arrives after the last one ended. */
class TestService {
  readonly refused: number[] = [];
  served = 0;
  mostInFlight = 0;
  #inFlight = 0;
  #windowEnds = -1;
  #left = 0;
  readonly time: TestTime;
  readonly quota: number;
  readonly windowMs: number;

  constructor(time: TestTime, quota = 15, windowMs = 5000) {
    this.time = time;
    this.quota = quota;
    this.windowMs = windowMs;
  }

  readonly send = async (): Promise<QuotaAnswer> => {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight);
    await this.time.sleep(latencyMs / 2);
    const answer = this.#take();
    await this.time.sleep(latencyMs / 2);
    this.#inFlight--;
    return answer;
  };

  #take(): QuotaAnswer {
    const { time } = this.time;
    if (time >= this.#windowEnds) {
      this.#windowEnds = time + this.windowMs;
      this.#left = this.quota;
    }
    // As the service does: whole seconds, cut off.
    const resetsAfterMs = Math.floor((this.#windowEnds - time) / 1000) * 1000;
    if (this.#left === 0) {
      this.refused.push(time);
      return { remaining: 0, resetsAfterMs, retryAfterMs: this.#windowEnds - time };
    }
    this.served++;
    return { remaining: --this.#left, resetsAfterMs, retryAfterMs: undefined };
  }
}

const asIs = (answer: QuotaAnswer): QuotaAnswer => answer;

describe('the quota of Resource Graph', () => {
  test('41 requests, all at once, are never refused, and take three windows', async () => {
    const time = new TestTime();
    const service = new TestService(time);
    const limiter = new QuotaLimiter(time);
    await time.run(Promise.all(Array.from({ length: 41 }, () => limiter.run(service.send, asIs))));
    expect(service.refused).toEqual([]);
    expect(service.served).toBe(41);
    expect(time.time).toBeGreaterThan(10_000);
    expect(time.time).toBeLessThan(13_000);
  });

  test('never more are in flight than remain', async () => {
    const time = new TestTime();
    const service = new TestService(time, 4);
    const limiter = new QuotaLimiter(time);
    await time.run(Promise.all(Array.from({ length: 9 }, () => limiter.run(service.send, asIs))));
    expect(service.mostInFlight).toBe(3);
    expect(service.refused).toEqual([]);
  });

  test('a refusal, since somebody else uses the quota too, keeps all away until its time is over', async () => {
    const time = new TestTime();
    const limiter = new QuotaLimiter(time);
    const sent: number[] = [];
    const send = async (answer: QuotaAnswer): Promise<QuotaAnswer> => {
      sent.push(time.time);
      await time.sleep(latencyMs);
      return answer;
    };
    const refused = { remaining: undefined, resetsAfterMs: undefined, retryAfterMs: 7000 };
    const fine = { remaining: undefined, resetsAfterMs: undefined, retryAfterMs: undefined };
    await time.run(
      Promise.all([limiter.run(() => send(refused), asIs), limiter.run(() => send(fine), asIs), limiter.run(() => send(fine), asIs)]),
    );
    expect(sent).toEqual([0, 7100, 7200]);
  });

  test('without headers there is a ceiling, and no wait', async () => {
    const time = new TestTime();
    const limiter = new QuotaLimiter(time);
    let inFlight = 0;
    let most = 0;
    const send = async (): Promise<QuotaAnswer> => {
      most = Math.max(most, ++inFlight);
      await time.sleep(latencyMs);
      inFlight--;
      return { remaining: undefined, resetsAfterMs: undefined, retryAfterMs: undefined };
    };
    await time.run(Promise.all(Array.from({ length: 46 }, () => limiter.run(send, asIs))));
    expect(most).toBe(15);
    expect(time.time).toBe(4 * latencyMs);
  });

  test('a failed request gives its place back', async () => {
    const time = new TestTime();
    const limiter = new QuotaLimiter(time);
    await expect(limiter.run(() => Promise.reject(new Error('cut')), asIs)).rejects.toThrow('cut');
    const service = new TestService(time);
    const answer = limiter.run(service.send, asIs);
    await time.run(answer);
    expect((await answer).remaining).toBe(14);
  });

  test('who waits can give up at once, and the others keep their turn', async () => {
    const time = new TestTime();
    const service = new TestService(time, 1);
    const limiter = new QuotaLimiter(time);
    const controller = new AbortController();
    const first = limiter.run(service.send, asIs);
    const second = limiter.run(service.send, asIs, controller.signal);
    const third = limiter.run(service.send, asIs, controller.signal);
    const fourth = limiter.run(service.send, asIs);
    await time.run(first);
    controller.abort();
    const reasons = await Promise.allSettled([second, third]);
    expect(time.time).toBe(latencyMs);
    expect(reasons.map((result) => result.status === 'rejected' && (result.reason as Error).name)).toEqual(['AbortError', 'AbortError']);
    await time.run(fourth);
    expect(service.served).toBe(2);
    expect(service.refused).toEqual([]);
  });
});
