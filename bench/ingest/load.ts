import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Post } from '../../src/simulator/phone/provider.ts';

/** What became of webhooks: the time until each answer, and how many answers were none of 200 to 299. */
export type Answers = { latenciesMs: number[]; refused: number; tookMs: number };

/** Delivers webhooks, each to its address, over connections that stay open. */
export type Sender = {
  /** So many at a time, as fast as they are answered. */
  asFastAsAnswered: (posts: readonly Post[], inFlight: number) => Promise<Answers>;
  /** So many each second, whatever becomes of them; time counts from when each was due. */
  atRate: (posts: readonly Post[], perSecond: number) => Promise<Answers>;
  close: () => Promise<void>;
};

const CONNECTIONS = 256;

/** Makes a sender for one server. */
export function createSender(origin: string): Sender {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });

  const deliver = async (post: Post, answers: Answers, dueAt: number): Promise<void> => {
    const { pathname, search } = new URL(post.url);
    const { method, headers, body } = post;
    const response = await pool.request({
      path: pathname + search,
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    await response.body.dump();
    if (response.statusCode < 200 || response.statusCode > 299) answers.refused += 1;
    answers.latenciesMs.push(performance.now() - dueAt);
  };

  return {
    async asFastAsAnswered(posts, inFlight) {
      const answers: Answers = { latenciesMs: [], refused: 0, tookMs: 0 };
      const began = performance.now();
      let next = 0;
      const slot = async (): Promise<void> => {
        for (let post = posts[next++]; post; post = posts[next++]) await deliver(post, answers, performance.now());
      };
      await Promise.all(Array.from({ length: inFlight }, slot));
      answers.tookMs = performance.now() - began;
      return answers;
    },
    async atRate(posts, perSecond) {
      const answers: Answers = { latenciesMs: [], refused: 0, tookMs: 0 };
      const began = performance.now();
      const underWay: Promise<void>[] = [];
      for (const [index, post] of posts.entries()) {
        const dueAt = began + (index * 1000) / perSecond;
        while (performance.now() < dueAt) await pause(1);
        underWay.push(deliver(post, answers, dueAt));
      }
      await Promise.all(underWay);
      answers.tookMs = performance.now() - began;
      return answers;
    },
    close: () => pool.close(),
  };
}
