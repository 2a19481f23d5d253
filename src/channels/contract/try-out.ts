import assert from 'node:assert/strict';
import { Failure, type FailureCode } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { secretFields } from '../../base/schema.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { Channel, ChannelIo } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import { answerOf, type Refusal } from './suite.ts';

/** The time at which everything in the suite happens. */
export const NOW = Date.UTC(2026, 10, 22);

/** What a function of a channel came to, and everything that was asked and shown on the way. */
export type Outcome<T> = {
  requests: HttpRequest[];
  /** All that a person or a log may see: log lines, the result, the error with its cause. */
  seen: string;
  io: ChannelIo;
  result?: T;
  failure?: Failure;
};

/** How the world answers a request, counted from 1; a `Failure` is a connection that ends with it. */
export type World = (request: HttpRequest, number: number) => Refusal['answer'] | Failure;

/** A world in which every request ends the same way, and what a channel has to make of it. */
export type BadWorld = { name: string; answer: World; codes: readonly FailureCode[] };

const page = Buffer.from('<!doctype html><html><title>Bad gateway</title></html>');

/** Worlds in which nothing succeeds. A request that may have changed something can be of unknown outcome. */
export const BAD_WORLDS: readonly BadWorld[] = [
  { name: 'HTTP 401', answer: () => ({ status: 401 }), codes: ['auth'] },
  { name: 'HTTP 429', answer: () => ({ status: 429 }), codes: ['rate_limited'] },
  { name: 'HTTP 503', answer: () => ({ status: 503 }), codes: ['unavailable', 'unknown_outcome'] },
  {
    name: 'HTTP 502 with a page',
    answer: () => ({ status: 502, body: page }),
    codes: ['unavailable', 'unknown_outcome'],
  },
  ...(['unavailable', 'timeout', 'unknown_outcome'] as const).map((code) => ({
    name: `a connection that ends as ${code}`,
    answer: () => new Failure({ code, message: 'The connection was closed.' }),
    codes: [code],
  })),
];

/** A way out whose every request is answered, or fails, as told; `requests` takes down what was asked. */
export function answeringHttp(world: World, requests: HttpRequest[] = []) {
  return (request: HttpRequest): Promise<HttpResponse> => {
    const answer = world(request, requests.push(request));
    return answer instanceof Failure ? Promise.reject(answer) : answerOf({ answer });
  };
}

/** Calls one function of a channel in a world that answers as told. Anything thrown but a `Failure` fails the test. */
export async function tryOut<C extends JsonObject, T>(
  { config }: { config: C },
  world: World,
  act: (io: ChannelIo<C>) => Promise<T>,
): Promise<Outcome<T>> {
  const requests: HttpRequest[] = [];
  const logged: string[] = [];
  const log = (text: string, facts?: JsonObject) => void logged.push(text, JSON.stringify(facts));
  const io = channelIo<C>({ config, http: answeringHttp(world, requests), now: () => NOW, log });
  const known = { requests, io: io as unknown as ChannelIo };
  try {
    const result = await act(io);
    return { ...known, result, seen: [...logged, JSON.stringify(result)].join('\n') };
  } catch (thrown) {
    assert.ok(thrown instanceof Failure, `threw ${String(thrown)}`);
    const { data, stack, cause } = thrown;
    return { ...known, failure: thrown, seen: [...logged, JSON.stringify(data), stack, String(cause)].join('\n') };
  }
}

/** The secrets of a configuration, by its form. */
export function secretsOf<C extends JsonObject>({ config: form }: Channel<C>, config: C): string[] {
  const values = secretFields(form).map((name) => config[name]);
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

/** Fails where one of the secrets stands in a text, as it is or as an address writes it. */
export function assertNoSecret(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    assert.ok(!text.includes(secret) && !text.includes(encodeURIComponent(secret)), `a secret shows in ${text}`);
  }
}
