import { toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { parseObject, refusalOf } from './errors.ts';
import { textAt } from './fields.ts';

const FIELDS = 'display_phone_number,quality_rating,verified_name';

/** Asks Meta for the number behind the connection: is the token good, is it the right number, how is its quality. */
export async function check(io: ChannelIo<WhatsAppConfig>): Promise<ProbeResult[]> {
  try {
    return describe(await fetchNumber(io));
  } catch (thrown) {
    const failure = toFailureData(thrown);
    return [{ name: 'Access token', ok: false, message: failure.message, fix: fixFor(failure.code) }];
  }
}

async function fetchNumber({ config, http, now }: ChannelIo<WhatsAppConfig>): Promise<JsonObject> {
  const response = await http({
    method: 'GET',
    url: graphUrl(config, `${encodeURIComponent(config.phoneNumberId)}?fields=${FIELDS}`),
    headers: { authorization: `Bearer ${config.accessToken}` },
  });
  const number = response.status === 200 ? parseObject(response.text()) : undefined;
  if (number && !number['error']) return number;
  throw refusalOf(response, { write: false, now: now(), secrets: [config.accessToken] });
}

function describe(number: JsonObject): ProbeResult[] {
  const shown = textAt(number, 'display_phone_number');
  const name = textAt(number, 'verified_name');
  const quality = textAt(number, 'quality_rating') ?? 'UNKNOWN';
  const results: ProbeResult[] = [{ name: 'Access token', ok: true, message: 'Meta accepts the access token.' }];
  results.push(
    shown === undefined
      ? {
          name: 'Phone number',
          ok: false,
          message: 'The phone number ID belongs to something that is not a phone number.',
          fix: 'Copy the phone number ID (not the account’s ID) from WhatsApp → API Setup into the connection.',
        }
      : { name: 'Phone number', ok: true, message: name ? `${shown} (${name})` : shown },
  );
  const bad = quality === 'RED';
  results.push({
    name: 'Quality',
    ok: !bad,
    message: `Quality rating: ${quality}.`,
    ...(bad && {
      fix: 'People block or report this number. Send fewer unasked messages and look at WhatsApp Manager.',
    }),
  });
  return results;
}

function fixFor(code: string): string {
  switch (code) {
    case 'auth':
      return 'Create a new token for the system user (Business settings → System users) and save it in the connection.';
    case 'denied':
      return 'Give the system user the WhatsApp account as an asset, and the token the permission whatsapp_business_messaging.';
    case 'invalid':
    case 'not_found':
      return 'Check the phone number ID in WhatsApp → API Setup and the API version in the connection.';
    case 'rate_limited':
      return 'Wait a few minutes and check again.';
    default:
      return 'Check that this machine reaches the Graph API address, and look at Meta’s status page.';
  }
}
