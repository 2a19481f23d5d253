// LINE's and Twilio's own packages judge our signatures, and we judge theirs.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { HookRequest } from '../../../src/channels/channel.ts';
import { loadConformances } from '../load.ts';
import { type Conformance, filesIn, readRecorded, type Recorded, RECORDINGS, toHook } from '../recorded.ts';
import { installSdks } from './install.ts';

type LineSdk = { validateSignature(body: Buffer, channelSecret: string, signature: string): boolean };
type Params = Record<string, string | string[]>;
type TwilioSdk = {
  getExpectedTwilioSignature(authToken: string, url: string, params: Params): string;
  validateRequest(authToken: string, signature: string, url: string, params: Params): boolean;
  validateRequestWithBody(authToken: string, signature: string, url: string, body: string): boolean;
};

const SEED = 20_261_122;
const RUNS = 300;
const SECRET = 'secret-of-the-oracles';
const conformances = await loadConformances();
const skip = existsSync(RECORDINGS) ? false : `no recordings at ${RECORDINGS}`;

/** The channels that read the recordings of a provider, and a reason where there is none. */
function readersOf(folder: string): { channels: Conformance[]; unread: { skip: string | false } } {
  const channels = conformances.filter((each) => each.folder === folder && each.none === undefined);
  return { channels, unread: { skip: channels.length === 0 && `no channel reads the recordings of ${folder}` } };
}

function textOf({ secret }: Recorded, name: string): string {
  return String(secret?.[name]);
}

describe('LINE’s own package', { skip }, () => {
  const { channels, unread } = readersOf('line');
  let sdk: LineSdk;
  before(async () => {
    sdk = (await installSdks())('@line/bot-sdk') as LineSdk;
  });

  const judge = ({ body, headers }: HookRequest, secret: string): boolean =>
    sdk.validateSignature(Buffer.from(body), secret, headers['x-line-signature'] ?? '');

  test('says of every recording what is recorded', () => {
    for (const file of filesIn('line')) {
      const recorded = readRecorded('line', file);
      assert.equal(judge(toHook(recorded), textOf(recorded, 'channelSecret')), recorded.expect?.valid ?? true, file);
    }
  });

  test('agrees with us on any body, whole and changed', unread, async () => {
    const config = channels.map((each) => each.configFor({ kind: '', secret: { channelSecret: SECRET } }));
    const property = fc.asyncProperty(fc.uint8Array({ minLength: 1 }), fc.boolean(), async (bytes, isChanged) => {
      const signature = createHmac('sha256', SECRET).update(bytes).digest('base64');
      const body = isChanged ? Buffer.concat([bytes, Buffer.from(' ')]) : Buffer.from(bytes);
      const hook = toHook({ kind: '', request: { headers: { 'x-line-signature': signature } } });
      const verdict = judge({ ...hook, body }, SECRET);
      assert.equal(verdict, !isChanged);
      for (const [index, { channel }] of channels.entries()) {
        assert.equal(await channel.verify({ ...hook, body }, config[index] ?? {}), verdict);
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  });
});

describe('Twilio’s own package', { skip }, () => {
  const { channels, unread } = readersOf('twilio');
  let sdk: TwilioSdk;
  before(async () => {
    sdk = (await installSdks())('twilio') as TwilioSdk;
  });

  const judge = (hook: HookRequest, token: string): boolean => {
    const signature = hook.headers['x-twilio-signature'] ?? '';
    const text = Buffer.from(hook.body).toString();
    if (hook.url.includes('bodySHA256=')) return sdk.validateRequestWithBody(token, signature, hook.url, text);
    return sdk.validateRequest(token, signature, hook.url, paramsOf(text));
  };

  test('says of every recording what is recorded', () => {
    for (const file of filesIn('twilio')) {
      const recorded = readRecorded('twilio', file);
      assert.equal(judge(toHook(recorded), textOf(recorded, 'authToken')), recorded.expect?.valid ?? true, file);
    }
  });

  test('agrees with us on any form and any address, whole and changed', unread, async () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' });
    const form = fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z]{1,12}$/), word), { minLength: 1, maxLength: 8 });
    const query = fc.constantFrom('', '?a=1', '?b=%20x&a=2');
    const configs = channels.map((each) => each.configFor({ kind: '', secret: { authToken: SECRET } }));
    const property = fc.asyncProperty(form, query, fc.boolean(), async (pairs, search, isChanged) => {
      const url = `https://bot.example.com/hooks/sms${search}`;
      const body = new URLSearchParams(pairs).toString();
      const signature = sdk.getExpectedTwilioSignature(SECRET, url, paramsOf(body));
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
      const hook = toHook({ kind: '', request: { url, headers, body: isChanged ? `${body}&Zz=1` : body } });
      const verdict = judge(hook, SECRET);
      assert.equal(verdict, !isChanged);
      for (const [index, { channel }] of channels.entries()) {
        assert.equal(await channel.verify(hook, configs[index] ?? {}), verdict, `${channel.id}: ${url} ${body}`);
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  });
});

/** The fields of a form; one that comes several times is a list. */
function paramsOf(text: string): Params {
  const fields = Map.groupBy(new URLSearchParams(text), ([name]) => name);
  const valueOf = (pairs: readonly (readonly string[])[]) => pairs.map(([, value = '']) => value);
  return Object.fromEntries(
    [...fields].map(([name, pairs]) => [name, pairs.length > 1 ? valueOf(pairs) : (valueOf(pairs)[0] ?? '')]),
  );
}
