import { Failure, toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { createMask } from '../../net/redact.ts';
import type { ChannelIo } from '../channel.ts';
import { parseObject, textAt } from '../providers/reading.ts';
import { explain, refusal } from '../providers/refusal.ts';
import { apiBaseOf, secretsOf, type WechatConfig } from './config.ts';
import { WECHAT } from './errors.ts';

type Io = ChannelIo<WechatConfig>;

/** A token is not used in its last minutes: WeChat gives out the next one five minutes before the end. */
const MARGIN_MS = 2 * 60_000;
/** WeChat makes a token anew at most 20 times a day. */
const FORCED_EVERY_MS = 75 * 60_000;
const FORCED = 'wechat/forced';
/** Answers with more bytes than this are files. */
const LONGEST_ANSWER = 1_000_000;

/**
 * The access token of the account. It is kept in the connection, so that all processes use the same one, and fetched
 * by one of them at a time.
 */
export async function accessTokenOf(io: Io): Promise<string> {
  const kept = keptIn(io.config, io.now());
  if (kept !== undefined) return kept;
  const stored = await io.connection.update((current) =>
    keptIn(current, io.now()) === undefined ? withToken(io, current, false) : current,
  );
  return stored.accessToken ?? '';
}

/**
 * Another token than the one that WeChat has just refused: the one that somebody else fetched meanwhile, or what WeChat
 * gives out now; where that is the refused one again it is made anew, which is done rarely. It may be the same after all.
 */
export async function newAccessToken(io: Io, refused: string): Promise<string> {
  const stored = await io.connection.update(async (current) => {
    const kept = keptIn(current, io.now());
    if (kept !== undefined && kept !== refused) return current;
    const asked = await withToken(io, current, false);
    const last = Number(io.local.get(FORCED) ?? -Infinity);
    if (asked.accessToken !== refused || io.now() - last < FORCED_EVERY_MS) return asked;
    io.local.set(FORCED, io.now());
    return withToken(io, current, true);
  });
  return stored.accessToken ?? '';
}

function keptIn({ appId, accessToken, accessTokenFor, accessTokenUntil = 0 }: WechatConfig, now: number) {
  return accessTokenFor === appId && accessTokenUntil - MARGIN_MS > now ? accessToken : undefined;
}

async function withToken(io: Io, current: WechatConfig, forced: boolean): Promise<WechatConfig> {
  const { accessToken, lifeMs } = await fetchToken(io, current, forced);
  return { ...current, accessToken, accessTokenFor: current.appId, accessTokenUntil: io.now() + lifeMs };
}

/** Asking for the stable token leaves the one that others use as it is. */
async function fetchToken(io: Io, { appId, appSecret }: WechatConfig, forced: boolean) {
  const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: forced };
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const url = `${apiBaseOf(io.config)}/cgi-bin/stable_token`;
  const response = await io.http({ method: 'POST', url, headers, body: JSON.stringify(body) }).catch(asHarmless);
  const answer = readAnswer(response);
  const accessToken = textAt(answer, 'access_token');
  const seconds = Number(textAt(answer, 'expires_in'));
  if (accessToken !== undefined && seconds > 0) return { accessToken, lifeMs: seconds * 1000 };
  throw refusedToken(io, response, answer);
}

/** Whoever asked for a token has sent nothing yet. */
function asHarmless(thrown: unknown): never {
  const data = toFailureData(thrown);
  if (data.code !== 'unknown_outcome') throw thrown;
  throw new Failure({ ...data, code: 'unavailable' }, { cause: thrown });
}

function refusedToken({ config, now }: Io, response: HttpResponse, answer: JsonObject | undefined): Failure {
  const secrets = secretsOf(config);
  const mask = createMask(secrets);
  const code = textAt(answer, 'errcode');
  const text = textAt(answer, 'errmsg');
  if (response.status !== 200) return refusal(response, { code, text }, WECHAT, { write: false, now: now(), secrets });
  if (code !== undefined) return new Failure(explain({ code: mask(code), text: text && mask(text) }, WECHAT));
  return new Failure({ code: 'unavailable', message: 'WeChat gave no access token, and no reason why.' });
}

/** The JSON object of an answer; undefined for a file. */
export function readAnswer(response: HttpResponse): JsonObject | undefined {
  if (response.body.byteLength > LONGEST_ANSWER || response.body[0] !== 0x7b) return undefined;
  return parseObject(response.text());
}
