import { Failure } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { callGraph } from '../providers/meta/graph.ts';
import { textAt } from '../providers/reading.ts';
import { type InstagramConfig, platformOf, renewalBase } from './config.ts';

type Io = ChannelIo<InstagramConfig>;

const DAY_MS = 86_400_000;
/** A token is good for 60 days; it is renewed when less than half of that is left, so that a month may be missed. */
const RENEW_MS = 30 * DAY_MS;
const SOON_MS = 7 * DAY_MS;

/** Renews the token of Instagram's login where it is time, and stores the new one. A Page's token has no end. */
export async function renewToken(io: Io): Promise<void> {
  await io.connection.update(async (current) => {
    const { login, tokenUntil = 0 } = current;
    if (login !== 'instagram' || tokenUntil - io.now() > RENEW_MS) return current;
    const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: current.accessToken });
    const platform = { ...platformOf(current), api: renewalBase(current) };
    const answer = await callGraph(io, platform, { method: 'GET', path: `refresh_access_token?${query.toString()}` });
    const accessToken = textAt(answer, 'access_token');
    const seconds = answer['expires_in'];
    if (accessToken === undefined || typeof seconds !== 'number' || !(seconds > 0)) throw unreadable();
    return { ...current, accessToken, tokenUntil: io.now() + Math.floor(seconds) * 1000 };
  });
}

/** When the token ends, as far as that is known. */
export function judgeToken({ login, tokenUntil }: InstagramConfig, now: number): ProbeResult {
  const name = 'End of the token';
  if (login === 'facebook')
    return { name, ok: true, message: 'The token is the Page’s, which the server does not renew.' };
  if (tokenUntil === undefined) {
    const message = 'When the token ends is known once the server has renewed it: a day after it was made.';
    return { name, ok: true, known: 'not knowable', message };
  }
  const day = new Date(tokenUntil).toISOString().slice(0, 10);
  const ok = tokenUntil - now > SOON_MS;
  if (ok) return { name, ok, message: `The token is good until ${day}, and is renewed before.` };
  const message = `The token ${tokenUntil < now ? 'ended' : 'ends'} on ${day}, and was not renewed.`;
  return { name, ok, message, fix: 'Generate a new token in the app and save it in the connection.' };
}

function unreadable(): Failure {
  return new Failure({ code: 'unavailable', message: 'Instagram renewed the token but did not give a new one.' });
}
