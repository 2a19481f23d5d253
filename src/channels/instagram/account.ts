import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import { objectAt, textAt } from '../providers/reading.ts';
import type { InstagramConfig } from './config.ts';

/** Whether what answered is the account of the connection, or the Page that it is linked with. */
export function judgeAccount(profile: JsonObject, { accountId, login }: InstagramConfig): ProbeResult {
  const linked = login === 'facebook';
  const own = linked ? textAt(objectAt(profile, 'instagram_business_account'), 'id') : textAt(profile, 'user_id');
  const called = textAt(profile, linked ? 'name' : 'username') ?? 'an account without a name';
  const name = 'Account';
  if (own === accountId) return { name, ok: true, message: `The connection writes as “${called}”.` };
  return {
    name,
    ok: false,
    message: `The token belongs to “${called}”, whose Instagram account ID is ${own ?? 'not told'}, not ${accountId}.`,
    fix: linked
      ? 'Link the account with this Page, or copy the ID of the linked account into the connection.'
      : 'Copy the account’s user_id into the connection: webhooks are addressed by it.',
  };
}
