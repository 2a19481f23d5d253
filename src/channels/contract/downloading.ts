import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure, type FailureCode } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { secretFields } from '../../base/schema.ts';
import type { Http, HttpRequest } from '../../net/http.ts';
import type { DownloadedFile } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import { answerOf, type ChannelSuite, type DownloadSample, type Refusal } from './suite.ts';

const NOW = Date.UTC(2026, 10, 22);
const ELSEWHERE = 'https://elsewhere.example/file';

/** What any server in between may answer in place of the provider. */
const STATUSES: readonly (readonly [status: number, code: FailureCode])[] = [
  [404, 'not_found'],
  [410, 'not_found'],
  [429, 'rate_limited'],
  [503, 'unavailable'],
];

/** Answers the request of a number, counted from 1, in place of the provider; undefined leaves it to the provider. */
type Meddling = (request: HttpRequest, number: number) => Refusal['answer'] | Failure | undefined;

/** What a download came to, and everything that was asked and shown on the way. */
type Outcome = { requests: HttpRequest[]; seen: string; result?: DownloadedFile; failure?: Failure };

type Circumstances = { meddle?: Meddling; maxBytes?: number };
type Fetch = (circumstances?: Circumstances) => Promise<Outcome>;

/** A file comes as it is or not at all, every refusal has its code, and no credential goes astray. */
export function testDownloading<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config, download: sample } = suite;
  const secrets = secretFields(channel.config).map((name) => config[name]);
  const showsSecret = (text: string) =>
    secrets.some((secret) => typeof secret === 'string' && secret !== '' && text.includes(secret));

  describe(`${channel.id}: download`, () => {
    test('the suite has a sample of a file where the channel fetches files', () => {
      assert.equal(sample !== undefined, channel.download !== undefined);
    });
    if (!sample) return;
    const fetch: Fetch = (circumstances) => fetchSample(suite, sample, circumstances);
    testFile(fetch, sample.expected);
    testRefusals(fetch);
    testSecrecy(fetch, showsSecret);
  });
}

function testFile(fetch: Fetch, expected: DownloadedFile): void {
  const size = expected.bytes.byteLength;

  test('a file comes with its bytes, its type and its name', async () => {
    assert.deepEqual((await fetch()).result, expected);
  });

  test('a file of just the limit comes, one of a byte more is refused and not taken in', async () => {
    assert.ok((await fetch({ maxBytes: size })).result);
    const { failure, requests } = await fetch({ maxBytes: size - 1 });
    assert.ok(failure && ['invalid', 'unavailable'].includes(failure.code), `ended as ${failure?.code}`);
    const bounded = requests.filter(({ maxBytes }) => maxBytes !== undefined);
    assert.ok(bounded.every(({ maxBytes = 0 }) => maxBytes < size));
  });
}

function testRefusals(fetch: Fetch): void {
  for (const [status, code] of STATUSES) {
    test(`HTTP ${status} to any of the requests fails as ${code}`, async () => {
      const { requests } = await fetch();
      for (let bad = 1; bad <= requests.length; bad++) {
        const { failure } = await fetch({ meddle: (_request, number) => (number === bad ? { status } : undefined) });
        assert.equal(failure?.code, code, `request ${bad}`);
        assert.ok((failure?.message ?? '').length > 10, 'the message says what happened');
      }
    });
  }

  for (const code of ['unavailable', 'timeout'] as const) {
    test(`a connection that ends as ${code} keeps that code`, async () => {
      const { failure } = await fetch({ meddle: () => new Failure({ code, message: 'It was closed.' }) });
      assert.equal(failure?.code, code);
    });
  }
}

function testSecrecy(fetch: Fetch, showsSecret: (text: string) => boolean): void {
  test('no credential follows a redirect', async () => {
    const moved = { status: 302, headers: { location: ELSEWHERE } };
    const last = (await fetch()).requests.length;
    const { requests } = await fetch({ meddle: (_request, number) => (number === last ? moved : undefined) });
    for (const request of requests.filter(({ url }) => url === ELSEWHERE)) {
      assert.ok(!showsSecret(JSON.stringify(request)), 'a secret went elsewhere');
    }
  });

  test('no secret shows in a log line, an error or a result, even where the provider quotes it', async () => {
    const quoting: Meddling = ({ headers }) => ({ status: 401, json: { error: { message: JSON.stringify(headers) } } });
    for (const circumstances of [{}, { meddle: quoting }]) {
      const { seen } = await fetch(circumstances);
      assert.ok(!showsSecret(seen), `a secret shows in ${seen}`);
    }
  });
}

async function fetchSample<C extends JsonObject>(
  { channel, config }: ChannelSuite<C>,
  { file, answer }: DownloadSample,
  { meddle = () => undefined, maxBytes = 10_000_000 }: Circumstances = {},
): Promise<Outcome> {
  const requests: HttpRequest[] = [];
  const logged: string[] = [];
  const http: Http = async (request) => {
    const meddled = meddle(request, requests.push(request));
    if (meddled instanceof Failure) throw meddled;
    const response = await answerOf({ answer: meddled ?? answer(request) });
    // As the real way out does it: what is too long is cut off.
    if (response.body.byteLength <= (request.maxBytes ?? Infinity)) return response;
    throw new Failure({ code: 'unavailable', message: 'The answer is too long.' });
  };
  const log = (text: string, facts?: JsonObject) => void logged.push(text, JSON.stringify(facts));
  try {
    const result = await channel.download?.(file, { ...channelIo({ config, http, now: () => NOW, log }), maxBytes });
    return { requests, seen: [...logged, result?.mime, result?.name].join('\n'), ...(result && { result }) };
  } catch (thrown) {
    assert.ok(thrown instanceof Failure, `threw ${String(thrown)}`);
    const seen = [...logged, JSON.stringify(thrown.data), thrown.stack, String(thrown.cause)].join('\n');
    return { requests, seen, failure: thrown };
  }
}
