import { createHash, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import { parseDuration } from '../../base/duration.ts';
import { Failure } from '../../base/failure.ts';
import { isObject } from '../../base/json.ts';
import { secretHandle } from '../../flow/secrets.ts';
import type { ValueRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { digest as shortDigest } from '../digest.ts';
import { defineOperation } from './define.ts';
import { durationField, textField } from './fields.ts';
import type { OperationScene, OwnOperation } from './operation.ts';

/** How the names of codes begin, among the secrets that performing a send opens. */
const PREFIX = 'verify:';
/** Where codes are kept among the values; no flow can name it. */
const STORE = '.verify';
const DEFAULT_TTL_MS = 10 * 60_000;

/**
 * What is kept of a code. The code itself is nowhere: it follows from `nonce` by the installation's key, so that whoever
 * holds the key can send it and nobody can read it from the database.
 */
type Kept = { nonce: string; digits: number; tries: number; left: number };

const subject = Type.Optional(
  textField('For', 'What is proved, where it is not the contact: an e-mail address, say.', 'ada@example.org', 300),
);

const sendCode = defineOperation({
  title: 'Make code',
  description:
    'Makes a one-time code. Its output stands for the code in a message that is sent; nothing else ever shows it. A new code takes the place of the former.',
  input: Type.Object(
    {
      for: subject,
      digits: Type.Optional(
        Type.Integer({
          title: 'Digits',
          description: 'Length of the code.',
          minimum: 4,
          maximum: 10,
          default: 6,
          examples: [6],
        }),
      ),
      ttl: Type.Optional(durationField('Valid for', 'How long the code holds.', 'PT10M')),
      tries: Type.Optional(
        Type.Integer({
          title: 'Tries',
          description: 'How often it may be entered.',
          minimum: 1,
          maximum: 10,
          default: 5,
          examples: [5],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    code: textField('Code', 'Stands for the code in a message.', '⟦secret:verify:c-ada.t0nRZ9jg84QWlDQwrfqJUJ⟧'),
    expiresAt: Type.Integer({ title: 'Expires', description: 'Until when it holds, in epoch milliseconds.' }),
  }),
  examples: [
    {
      input: { digits: 6, ttl: 'PT10M' },
      output: { code: '⟦secret:verify:c-ada.t0nRZ9jg84QWlDQwrfqJUJ⟧', expiresAt: 1795338600000 },
    },
  ],
  async run({ for: what, digits = 6, ttl, tries = 5 }, scene) {
    const name = nameOf(what, scene);
    const key = `${STORE}/${name}`;
    await scene.draft.get('value', key);
    const until = scene.at + lengthOf(ttl);
    const kept: Kept = { nonce: scene.random(16), digits, tries, left: tries };
    scene.draft.put('value', { key, value: kept, until, at: scene.at });
    return { code: secretHandle(PREFIX + name), expiresAt: until };
  },
});

const WORN_OUT = {
  outcome: 'failed',
  left: 0,
  message: 'The code was entered wrongly too often; send a new one.',
} as const;

const checkCode = defineOperation({
  title: 'Check code',
  description: 'Tells whether a code that somebody entered is the one that was sent.',
  input: Type.Object(
    {
      for: subject,
      code: Type.String({ title: 'Code', description: 'What was entered.', maxLength: 200, examples: ['042137'] }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    outcome: Type.Enum(['verified', 'invalid', 'expired', 'failed'], {
      title: 'Outcome',
      description: 'Right; wrong, with tries left; there is no code that still holds; wrong too often.',
    }),
    left: Type.Integer({ title: 'Tries left', description: 'How often it may still be entered.', examples: [4] }),
    message: Type.Optional(Type.String({ title: 'Reason', description: 'Why no code is taken any more.' })),
  }),
  outcomes: ['verified', 'invalid', 'expired', 'failed'],
  examples: [{ input: { code: 'nonsense' }, output: { outcome: 'invalid', left: 4 } }],
  async run({ for: what, code }, scene) {
    const name = nameOf(what, scene);
    const record = await scene.draft.get('value', `${STORE}/${name}`);
    const kept = record && keptOf(record);
    if (!record || !kept || (record.until ?? 0) <= scene.at) return { outcome: 'expired', left: 0 };
    if (kept.left === 0) return WORN_OUT;
    if (isSame(code.replace(/[\s-]/g, ''), codeOf(name, kept, scene.digest))) {
      scene.draft.delete('value', record.key);
      return { outcome: 'verified', left: 0 };
    }
    const left = kept.left - 1;
    scene.draft.put('value', { ...record, value: { ...kept, left } });
    return left > 0 ? { outcome: 'invalid', left } : WORN_OUT;
  },
});

/** One-time codes: made, sent and checked without anybody seeing them. */
export const verifyOperations: Readonly<Record<string, OwnOperation>> = { sendCode, checkCode };

/**
 * The code behind the name of a secret, for the message that carries it; undefined for a name that is none of ours, or a
 * code that is used up or over. `digest` must be the one that operations have.
 */
export async function openVerifyCode(
  name: string,
  { store, digest, now }: { store: Pick<Store, 'get'>; digest(text: string): string; now(): number },
): Promise<string | undefined> {
  if (!name.startsWith(PREFIX)) return undefined;
  const own = name.slice(PREFIX.length);
  const record = await store.get('value', `${STORE}/${own}`);
  const kept = record && keptOf(record);
  return kept && (record.until ?? 0) > now() ? codeOf(own, kept, digest) : undefined;
}

/** Beside the contact, what is proved is hidden in a digest: an address is nobody's business. */
function nameOf(what: string | undefined, { contact, run }: OperationScene): string {
  const owner = contact?.key ?? run?.id;
  if (owner !== undefined) return `${owner}.${shortDigest('verify', what ?? '')}`;
  throw new Failure({ code: 'invalid', message: 'Nobody is talked to here, so there is nobody to verify.' });
}

function keptOf({ value }: ValueRecord): Kept | undefined {
  return isObject(value) && typeof value['nonce'] === 'string' ? (value as Kept) : undefined;
}

/** Digits that follow from the key, the name and the nonce; each of them as likely as any other. */
function codeOf(name: string, { nonce, digits }: Kept, digest: (text: string) => string): string {
  const bits = createHash('sha256')
    .update(digest(`verify\n${name}\n${nonce}`))
    .digest('hex');
  return (BigInt(`0x${bits}`) % 10n ** BigInt(digits)).toString().padStart(digits, '0');
}

/** Takes the same time whatever differs. */
function isSame(given: string, code: string): boolean {
  const [left, right] = [given, code].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function lengthOf(ttl: string | undefined): number {
  const ms = ttl === undefined ? DEFAULT_TTL_MS : parseDuration(ttl);
  if (ms !== undefined && ms > 0) return ms;
  throw new Failure({ code: 'invalid', message: `"${ttl}" is no duration. Write it like PT10M.` });
}
