import type { JsonObject } from '../../../base/json.ts';
import type { Http } from '../../../net/http.ts';
import { parseObject } from '../reading.ts';
import { refusal, unreadable } from '../refusal.ts';
import { errorIn, TWILIO } from './errors.ts';

/** Where the REST API lives unless the connection names another place (a region, a simulator). */
export const DEFAULT_API_BASE = 'https://api.twilio.com';

/** Where messaging services and senders are kept; a connection that names a place for the API has them there too. */
const MESSAGING_BASE = 'https://messaging.twilio.com';

/** Where prepared content, templates among it, is kept; the same holds for it. */
const CONTENT_BASE = 'https://content.twilio.com';

/** What of a connection's configuration is about the account. */
export type TwilioAccount = {
  accountSid: string;
  authToken: string;
  previousAuthToken?: string;
  apiKeySid?: string;
  apiKeySecret?: string;
  apiBase?: string;
};

/** What of a channel's io a call needs. */
export type TwilioIo = { config: TwilioAccount; http: Http; now(): number };

/** Address of something below the account. */
export function accountUrl(config: TwilioAccount, path: string): string {
  return `${baseOf(config)}/2010-04-01/Accounts/${encodeURIComponent(config.accountSid)}${path}`;
}

/** Address of a messaging service. */
export function serviceUrl(config: TwilioAccount, sid: string): string {
  return messagingUrl(config, `/v1/Services/${encodeURIComponent(sid)}`);
}

/** Address of something about services and senders. */
export function messagingUrl(config: TwilioAccount, path: string): string {
  return `${config.apiBase === undefined ? MESSAGING_BASE : baseOf(config)}${path}`;
}

/** Address of something about prepared content. */
export function contentUrl(config: TwilioAccount, path: string): string {
  return `${config.apiBase === undefined ? CONTENT_BASE : baseOf(config)}${path}`;
}

/** Base of the REST API, without a slash at the end. */
export function baseOf({ apiBase }: TwilioAccount): string {
  return (apiBase ?? DEFAULT_API_BASE).replace(/\/+$/, '');
}

/** The Authorization header: the API key where there is one, because it can be revoked alone, else the token. */
export function authorization({ accountSid, authToken, apiKeySid, apiKeySecret }: TwilioAccount): string {
  const [user, password] = apiKeySid && apiKeySecret ? [apiKeySid, apiKeySecret] : [accountSid, authToken];
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** What must show nowhere. */
export function secretsOf(config: TwilioAccount): (string | undefined)[] {
  return [config.authToken, config.previousAuthToken, config.apiKeySecret];
}

/** What a call changes: a form, or JSON where Twilio wants that. */
type Change = { form?: URLSearchParams; json?: JsonObject };

/** Reads something, or with a change changes it; anything but a JSON object under a 2xx is a `Failure`. */
export async function askTwilio(
  { config, http, now }: TwilioIo,
  { url, form, json }: { url: string } & Change,
): Promise<JsonObject> {
  const headers = { authorization: authorization(config), accept: 'application/json' };
  const change = bodyOf({ ...(form && { form }), ...(json && { json }) });
  const response = await http(
    change
      ? { method: 'POST', url, headers: { ...headers, 'content-type': change.type }, body: change.body }
      : { method: 'GET', url, headers },
  );
  const write = change !== undefined;
  const asked = { write, now: now(), secrets: secretsOf(config) };
  if (response.status < 200 || response.status >= 300) throw refusal(response, errorIn(response), TWILIO, asked);
  const body = parseObject(response.text());
  if (!body) throw unreadable(TWILIO.who, response, write);
  return body;
}

function bodyOf({ form, json }: Change): { type: string; body: string } | undefined {
  if (form) return { type: 'application/x-www-form-urlencoded', body: form.toString() };
  return json && { type: 'application/json', body: JSON.stringify(json) };
}
