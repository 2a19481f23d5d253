import type { OAuthClient } from './oauth-client.ts';
import { oauthError } from './oauth-error.ts';

/** Scopes that the org knows, and what the consent page says they allow. */
export const SCOPES: Readonly<Record<string, { en: string; it: string }>> = {
  api: { en: 'Manage user data via APIs', it: 'Gestire i dati dell’utente tramite API' },
  refresh_token: { en: 'Perform requests at any time', it: 'Eseguire richieste in qualsiasi momento' },
  web: { en: 'Manage user data via Web browsers', it: 'Gestire i dati dell’utente tramite browser Web' },
  full: { en: 'Full access', it: 'Accesso completo' },
  id: { en: 'Access the identity URL service', it: 'Accedere al servizio URL di identità' },
  openid: { en: 'Access unique user identifiers', it: 'Accedere agli identificatori univoci dell’utente' },
  profile: { en: 'Access user profile information', it: 'Accedere alle informazioni del profilo' },
  email: { en: 'Access the email address', it: 'Accedere all’indirizzo email' },
  chatter_api: { en: 'Access Chatter', it: 'Accedere a Chatter' },
};

const USUAL = ['api', 'refresh_token'];

/** Every scope of an app; one whose admin named none has what an integration needs. */
export function scopesOf(client: OAuthClient): string[] {
  return (client.scopes ?? USUAL).map(canonical);
}

/** What a consent is asked for: all of the app's scopes unless the call names some. Refuses one that is not the app's. */
export function readScopes(client: OAuthClient, asked: string): string[] {
  const names = [...new Set(asked.split(/\s+/).filter(Boolean).map(canonical))];
  if (names.length === 0) return scopesOf(client);
  const allowed = client.scopes?.map(canonical) ?? Object.keys(SCOPES);
  if (names.some((name) => !allowed.includes(name) && !isCovered(name, allowed))) {
    throw oauthError('invalid_scope', 'the requested scope is not allowed');
  }
  return names;
}

/** Scopes of a flow that gives no refresh token. */
export function withoutRefresh(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => scope !== 'refresh_token');
}

/** `full` holds everything but the right to refresh. */
function isCovered(name: string, allowed: readonly string[]): boolean {
  return allowed.includes('full') && name !== 'refresh_token' && name in SCOPES;
}

function canonical(scope: string): string {
  return scope === 'offline_access' ? 'refresh_token' : scope;
}
