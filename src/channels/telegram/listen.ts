import { Failure } from '../../base/failure.ts';
import { isObject, type JsonValue } from '../../base/json.ts';
import type { ChannelIo, HookRequest } from '../channel.ts';
import { askApi } from './api.ts';
import { ALLOWED_UPDATES, apiBaseOf, type TelegramConfig } from './config.ts';
import { numberAt, textAt } from './fields.ts';

type Io = ChannelIo<TelegramConfig>;

/** How long Telegram holds a request open while there are no news, in seconds. */
const WAIT_S = 25;
const TIMEOUT_MS = 40_000;
const BATCH = 100;

/**
 * Asks Telegram for news until `signal` says so, where the connection fetches them; otherwise ends at once. Each answer
 * is emitted as one request. Asking from the next number on is what tells Telegram to forget the earlier ones, so it
 * happens only once they are on disk. Every failure ends it, to be started anew: nothing is lost by that.
 */
export async function listen(
  io: Io,
  emit: (request: HookRequest) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (io.config.polling !== true) return;
  let offset: number | undefined;
  while (!signal.aborted) {
    const updates = await unlessAborted(fetchUpdates(io, offset), signal);
    if (updates === undefined || updates.length === 0) continue;
    await emit(requestOf(updates, io));
    offset = nextAfter(updates) ?? offset;
  }
}

async function fetchUpdates(io: Io, offset: number | undefined): Promise<readonly JsonValue[]> {
  const parameters = {
    timeout: WAIT_S,
    limit: BATCH,
    allowed_updates: ALLOWED_UPDATES,
    ...(offset !== undefined && { offset }),
  };
  try {
    const updates = await askApi(io, 'getUpdates', { parameters, timeoutMs: TIMEOUT_MS });
    if (Array.isArray(updates)) return updates as readonly JsonValue[];
  } catch (thrown) {
    throw thrown instanceof Failure && thrown.code === 'conflict' ? await explainConflict(thrown, io) : thrown;
  }
  throw new Failure({ code: 'unavailable', message: 'Telegram answered a request for news with something else.' });
}

/** Two things are refused alike: asking while a webhook is set, and two programs that ask. */
async function explainConflict(refusal: Failure, io: Io): Promise<Failure> {
  const info = await askApi(io, 'getWebhookInfo').catch(() => undefined);
  const url = isObject(info) ? textAt(info, 'url') : undefined;
  const message =
    url === undefined
      ? 'Another program fetches the messages of this bot. Stop it, or give it a bot of its own.'
      : `Telegram sends this bot’s messages to ${URL.parse(url)?.host ?? 'a webhook'}, so they cannot be fetched. Connect the connection again: that removes the webhook.`;
  return new Failure({ ...refusal.data, message }, { cause: refusal });
}

/** The answer, or nothing when told to stop meanwhile; an answer that nobody waits for is given again later. */
async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const stop = () => resolve(undefined);
  signal.addEventListener('abort', stop, { once: true });
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function requestOf(updates: readonly JsonValue[], { config, now }: Io): HookRequest {
  return {
    method: 'POST',
    url: `${apiBaseOf(config)}/getUpdates`,
    query: {},
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ ok: true, result: updates })),
    at: now(),
  };
}

function nextAfter(updates: readonly JsonValue[]): number | undefined {
  const ids = updates.flatMap((update) => (isObject(update) ? (numberAt(update, 'update_id') ?? []) : []));
  return ids.length === 0 ? undefined : Math.max(...ids) + 1;
}
