import { type FailureData, toFailureData } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ProbeResult } from '../../../base/probe.ts';
import { callGraph, type GraphIo } from './graph.ts';
import type { Platform } from './platform.ts';
import { readSubscription, type Subscription } from './subscription.ts';

const TOKEN = 'Access token';
const NEWS = 'Webhooks of the account';

/** What the account answered, for a channel to look at further. */
export type Judge = (profile: JsonObject) => readonly ProbeResult[];

/** Asks Meta about the connection: does it take the token, is it the right account, does the account's news reach the app. */
export async function checkAccount(io: GraphIo, platform: Platform, judge: Judge): Promise<ProbeResult[]> {
  const path = `${encodeURIComponent(platform.node)}?fields=${platform.profile}`;
  let profile: JsonObject;
  try {
    profile = await callGraph(io, platform, { method: 'GET', path });
  } catch (thrown) {
    return [{ ...refused(TOKEN, toFailureData(thrown)), ends: true }];
  }
  const accepted = { name: TOKEN, ok: true, message: 'Meta accepts the access token.' };
  return [accepted, ...judge(profile), await checkSubscription(io, platform)];
}

async function checkSubscription(io: GraphIo, platform: Platform): Promise<ProbeResult> {
  try {
    return judged(await readSubscription(io, platform));
  } catch (thrown) {
    return refused(NEWS, toFailureData(thrown));
  }
}

function judged({ state, missing }: Subscription): ProbeResult {
  if (state === 'whole') return { name: NEWS, ok: true, message: 'The app gets all of the account’s news.' };
  const fix = 'Connect the connection once more: that subscribes the app. The server does it by itself every day.';
  if (state === 'part') return { name: NEWS, ok: false, message: `The app does not get: ${missing.join(', ')}.`, fix };
  const message =
    'No message of this account reaches the app: it is not subscribed. Meta ends it when the webhook has failed for an hour.';
  return { name: NEWS, ok: false, message, fix };
}

function refused(name: string, { code, message }: FailureData): ProbeResult {
  return { name, ok: false, message, fix: fixFor(code) };
}

function fixFor(code: string): string {
  switch (code) {
    case 'auth':
      return 'Create a new access token for the account and save it in the connection.';
    case 'denied':
      return 'Give the token the permissions that the channel’s page names, and the person or system user the account.';
    case 'invalid':
    case 'not_found':
      return 'Check the ids, the API version and which kind of token is in the connection.';
    case 'rate_limited':
      return 'Wait a few minutes and check again.';
    default:
      return 'Check that this machine reaches the Graph API address, and look at Meta’s status page.';
  }
}
