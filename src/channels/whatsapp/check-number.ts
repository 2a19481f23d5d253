import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import { objectAt, textAt } from './fields.ts';

/** What Meta is asked about a number. */
export const NUMBER_FIELDS =
  'display_phone_number,verified_name,name_status,status,quality_rating,messaging_limit_tier,webhook_configuration';

const PLACE = 'WhatsApp Manager → Account tools → Phone numbers';

/** How the number stands: registered, under an approved name, of good quality, with which limit, called where. */
export function checkNumber(number: JsonObject): ProbeResult[] {
  const shown = textAt(number, 'display_phone_number');
  if (shown === undefined) return [notNumber()];
  const name = textAt(number, 'verified_name');
  return [
    { name: 'Phone number', ok: true, message: name ? `${shown} (${name})` : shown },
    ...checkStatus(textAt(number, 'status')),
    ...checkName(textAt(number, 'name_status')),
    checkQuality(textAt(number, 'quality_rating') ?? 'UNKNOWN'),
    ...checkLimit(textAt(number, 'messaging_limit_tier')),
    ...checkWebhook(objectAt(number, 'webhook_configuration')),
  ];
}

function notNumber(): ProbeResult {
  return {
    name: 'Phone number',
    ok: false,
    message: 'The phone number ID belongs to something that is not a phone number.',
    fix: 'Copy the phone number ID (not the account’s ID) from WhatsApp → API Setup into the connection.',
  };
}

function checkStatus(status: string | undefined): ProbeResult[] {
  const name = 'Registration';
  switch (status) {
    case undefined:
      return [];
    case 'CONNECTED':
      return [{ name, ok: true, message: 'The number is registered.' }];
    case 'FLAGGED':
      return [bad(name, 'The number is flagged: its quality has been low.', 'Send fewer unasked messages.')];
    case 'RESTRICTED':
      return [bad(name, 'The number has reached its limit and is restricted.', 'Wait a day, and send less at once.')];
    default:
      return [bad(name, `The number is not registered (${status}).`, 'Register it with its two-step PIN.')];
  }
}

const GOOD_NAMES = ['APPROVED', 'AVAILABLE_WITHOUT_REVIEW'];

function checkName(status: string | undefined): ProbeResult[] {
  const name = 'Display name';
  if (status === undefined) return [];
  if (GOOD_NAMES.includes(status)) return [{ name, ok: true, message: 'The display name is approved.' }];
  const message = `The display name is not approved (${status}); until then few messages may be sent.`;
  if (status === 'PENDING_REVIEW') return [{ name, ok: true, message }];
  return [bad(name, message, 'Have a name approved that fits Meta’s rules.')];
}

function checkQuality(quality: string): ProbeResult {
  const message = `Quality rating: ${quality}.`;
  if (quality !== 'RED') return { name: 'Quality', ok: true, message };
  return bad('Quality', message, 'People block or report this number: send fewer unasked messages.');
}

function checkLimit(tier: string | undefined): ProbeResult[] {
  if (tier === undefined) return [];
  const most = tier
    .replace(/^TIER_/, '')
    .replace(/K$/, ',000')
    .toLowerCase();
  const message =
    most === 'unlimited'
      ? 'Unasked messages may go to as many people as you like.'
      : `Unasked messages may go to ${most} people within 24 hours.`;
  return [{ name: 'Messaging limit', ok: true, message }];
}

function checkWebhook(webhook: JsonObject | undefined): ProbeResult[] {
  const name = 'Webhook address';
  const own = textAt(webhook, 'phone_number') ?? textAt(webhook, 'override_callback_uri');
  const used = own ?? textAt(webhook, 'whatsapp_business_account') ?? textAt(webhook, 'application');
  if (webhook === undefined) return [];
  if (used === undefined) {
    const fix = 'Connect the connection, or enter the address in the app by hand.';
    return [{ name, ok: false, message: 'Meta calls no address for this number.', fix }];
  }
  const whose = own === undefined ? '' : ' of this number';
  return [{ name, ok: true, message: `Meta calls the address${whose} at ${hostOf(used)}.` }];
}

/** The path of an address may be secret. */
function hostOf(address: string): string {
  return URL.parse(address)?.host ?? 'an address that cannot be read';
}

function bad(name: string, message: string, fix: string): ProbeResult {
  return { name, ok: false, message, fix, place: PLACE };
}
