import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import { listAt, millisecondsAt, objectAt, objectsAt, textAt } from './fields.ts';

const DAY_MS = 86_400_000;
/** So many days before its end a token counts as ending. */
const SOON_DAYS = 7;
const PLACE = 'Business settings → Users → System users → Generate new token';

/** What the token is good for. Some tokens may not be asked about: Meta takes them, and that is all that is known. */
export function checkToken(token: JsonObject | undefined, now: number): ProbeResult[] {
  const accepted: ProbeResult = { name: 'Access token', ok: true, message: 'Meta accepts the access token.' };
  if (!token) return [{ ...accepted, known: 'inferred' }];
  if (token['is_valid'] === false) {
    const message = 'Meta says that the access token is no longer valid.';
    const fix = 'Create a new token for the system user and save it in the connection.';
    return [{ name: 'Access token', ok: false, message, fix, place: PLACE }];
  }
  return [accepted, checkExpiry(token, now), checkScopes(token)];
}

function checkExpiry(token: JsonObject, now: number): ProbeResult {
  const name = 'End of the token';
  const ends = ['expires_at', 'data_access_expires_at'].flatMap((member) => millisecondsAt(token, member) || []);
  if (ends.length === 0) return { name, ok: true, message: 'The access token never expires.' };
  const end = Math.min(...ends);
  const days = Math.floor((end - now) / DAY_MS);
  const day = new Date(end).toISOString().slice(0, 10);
  const message = days < 0 ? `The access token expired on ${day}.` : `The access token expires on ${day}.`;
  if (days >= SOON_DAYS) return { name, ok: true, message };
  const fix = 'Create a token that never expires for a system user and save it in the connection.';
  return { name, ok: false, message, fix, place: PLACE };
}

const NEEDED = ['whatsapp_business_messaging', 'whatsapp_business_management'];

function checkScopes(token: JsonObject): ProbeResult {
  const name = 'Permissions';
  const granted = [
    ...listAt(token, 'scopes'),
    ...objectsAt(token, 'granular_scopes').map((scope) => textAt(scope, 'scope') ?? ''),
  ];
  const missing = NEEDED.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return { name, ok: true, message: 'The token may send messages and manage the account.' };
  return {
    name,
    ok: false,
    message: `The token lacks ${missing.join(' and ')}.`,
    fix: 'Generate the system user’s token anew with these permissions and save it in the connection.',
    place: PLACE,
  };
}

/** Is the app of this token among those that the account's webhooks go to? */
export function checkSubscription(answer: JsonObject, token: JsonObject | undefined): ProbeResult {
  const name = 'Webhooks of the account';
  const apps = objectsAt(answer, 'data').map((each) => textAt(objectAt(each, 'whatsapp_business_api_data'), 'id'));
  const own = textAt(token, 'app_id');
  const subscribed = own === undefined ? apps.length > 0 : apps.includes(own);
  if (subscribed) return { name, ok: true, message: 'The app is subscribed to the account.' };
  return {
    name,
    ok: false,
    message: 'No message of this account reaches the app: it is not subscribed.',
    fix: 'Connect the connection once more: that subscribes the app.',
  };
}
