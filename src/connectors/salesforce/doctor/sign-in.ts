import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { HttpResponse } from '../../../net/http.ts';
import { renewSession, storedSession } from '../auth/token.ts';
import { loginUrlOf } from '../config.ts';
import { parse } from '../errors.ts';
import { same, type Finding } from './finding.ts';
import { failureFinding, type Look } from './look.ts';
import { PAGES } from './setup-pages.ts';
import { signInTrouble } from './sign-in-troubles.ts';

const AUTHORIZE = 'GET /services/oauth2/authorize';
const TOKEN = 'POST /services/oauth2/token';
const INTROSPECT = 'POST /services/oauth2/introspect';
/** Any challenge does for a sign-in that is not finished: base64url of 32 bytes. */
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const ERRORS =
  /redirect_uri_mismatch|invalid_client_id|OAUTH_APPROVAL_ERROR_GENERIC|unsupported_response_type|invalid_scope/;

/** Would the app let a browser in that we send? Only where people sign in with one. */
export async function lookAtApp(look: Look): Promise<Finding[]> {
  const { redirectUri, io } = look;
  const grant: string = io.config.grant;
  if (redirectUri === undefined || grant !== 'authorization_code') return [];
  const trouble = await visit(look, redirectUri, { code_challenge: CHALLENGE, code_challenge_method: 'S256' });
  if (trouble) {
    const fix = trouble.place === PAGES.appCallback ? { fix: callbackFix(redirectUri) } : {};
    return [{ ...trouble, ...fix, call: AUTHORIZE }];
  }
  return [
    {
      topic: 'signIn',
      name: { en: 'Callback URL', it: 'URL di Callback' },
      ok: true,
      known: 'inferred',
      message: {
        en: `The app is known, and Salesforce begins a sign-in that comes back to ${redirectUri}.`,
        it: `L’app è nota, e Salesforce inizia un accesso che torna a ${redirectUri}.`,
      },
    },
    await pkce(look, redirectUri),
  ];
}

function callbackFix(redirectUri: string): Finding['fix'] {
  return {
    en: `Add exactly this to the app: ${redirectUri}`,
    it: `Aggiungete all’app esattamente questo: ${redirectUri}`,
  };
}

/** What Salesforce has against a sign-in that begins so; undefined where it shows its login page. */
async function visit(look: Look, redirectUri: string, more: Record<string, string>): Promise<Finding | undefined> {
  const { io } = look;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: io.config.clientId,
    redirect_uri: redirectUri,
    scope: 'api refresh_token',
    state: 'doctor',
    prompt: 'login',
    ...more,
  });
  let answer: HttpResponse;
  try {
    answer = await io.http({
      method: 'GET',
      url: `${loginUrlOf(io.config)}/services/oauth2/authorize?${query.toString()}`,
    });
  } catch (error) {
    if (error instanceof Failure) return failureFinding('signIn', 'Login page', error);
    throw error;
  }
  const { error, description } = refusalIn(answer);
  return error === '' ? undefined : signInTrouble(error, description);
}

/** A refusal stands in the address that the browser is sent on to, or on an error page. */
function refusalIn(answer: HttpResponse): { error: string; description: string } {
  const location = URL.parse(answer.headers['location'] ?? '');
  const sent = location?.searchParams.get('error');
  if (sent) return { error: sent, description: location?.searchParams.get('error_description') ?? '' };
  return { error: answer.status >= 400 ? (ERRORS.exec(answer.text())?.[0] ?? '') : '', description: '' };
}

async function pkce(look: Look, redirectUri: string): Promise<Finding> {
  const demanded = await visit(look, redirectUri, {});
  const name = same('PKCE');
  if (demanded) {
    const message = { en: 'The app insists on it, and we use it.', it: 'L’app lo esige, e noi lo usiamo.' };
    return { topic: 'signIn', name, ok: true, message, call: AUTHORIZE };
  }
  return {
    topic: 'signIn',
    name,
    ok: true,
    known: 'inferred',
    message: { en: 'We use it; the app does not insist on it.', it: 'Noi lo usiamo; l’app non lo esige.' },
    fix: { en: 'Require PKCE: it costs nothing.', it: 'Rendete obbligatorio PKCE: non costa nulla.' },
    place: PAGES.appSecurity,
  };
}

/** Signs in anew, as the next expired session would: that proves app, secret, flow, user and policies at once. */
export async function lookAtSignIn(look: Look): Promise<Finding[]> {
  const { io } = look;
  const config = await io.connection.update((current) => current);
  const missing = missingToken(config);
  if (missing) return [missing];
  try {
    const { session } = await renewSession({ ...io, config }, storedSession(config)?.accessToken);
    const message = { en: `Signed in to ${session.instanceUrl}.`, it: `Accesso riuscito a ${session.instanceUrl}.` };
    return [{ topic: 'signIn', name: { en: 'Sign-in', it: 'Accesso' }, ok: true, message, call: TOKEN }];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { providerCode = '', providerMessage = '' } = error.data;
    const trouble = signInTrouble(providerCode, providerMessage) ?? failureFinding('signIn', 'Sign-in', error);
    return [{ ...trouble, call: TOKEN }];
  }
}

/** Grants that end as a refresh token have nothing to sign in with before it is there. */
function missingToken(config: Look['io']['config']): Finding | undefined {
  const grant: string = config.grant;
  if (config.refreshToken || (grant !== 'refresh_token' && grant !== 'authorization_code')) return undefined;
  if (!config.accessToken) {
    return {
      topic: 'signIn',
      name: { en: 'Sign-in', it: 'Accesso' },
      ok: false,
      known: 'inferred',
      message: { en: 'Nobody has let us in yet.', it: 'Nessuno ci ha ancora autorizzati.' },
      fix: {
        en: 'Connect the org: rondine connections connect NAME.',
        it: 'Collegate l’org: rondine connections connect NOME.',
      },
    };
  }
  return {
    topic: 'signIn',
    name: { en: 'Scopes', it: 'Scope' },
    ok: false,
    known: 'inferred',
    message: {
      en: 'Salesforce gave no refresh token: the app lacks the scope refresh_token, so the connection ends with its session.',
      it: 'Salesforce non ha dato un token di aggiornamento: all’app manca lo scope refresh_token, quindi la connessione finisce con la sessione.',
    },
    fix: {
      en: 'Add "Perform requests at any time (refresh_token, offline_access)", wait 10 minutes and connect again.',
      it: 'Aggiungete "Esegui richieste per tuo conto in qualsiasi momento (refresh_token, offline_access)", aspettate 10 minuti e collegate di nuovo.',
    },
    place: PAGES.appScopes,
  };
}

/** What the token may be used for, as far as Salesforce tells. */
export async function lookAtScopes(look: Look): Promise<Finding[]> {
  const name = { en: 'Scopes', it: 'Scope' };
  const told = await introspect(look);
  const scopes = typeof told?.['scope'] === 'string' ? told['scope'].split(/\s+/).filter(Boolean) : undefined;
  if (told?.['active'] !== true || !scopes) {
    const message = {
      en: 'Salesforce does not tell the scopes of this token; the next calls show whether they suffice.',
      it: 'Salesforce non dice gli scope di questo token; le prossime chiamate mostrano se bastano.',
    };
    return [{ topic: 'signIn', name, ok: true, known: 'not knowable', message }];
  }
  if (!scopes.includes('api') && !scopes.includes('full')) return [missingApiScope(INTROSPECT)];
  const spare = scopes.filter((scope) => ['full', 'web', 'chatter_api'].includes(scope));
  const list = scopes.join(' ');
  const advice = {
    en: `Not needed: ${spare.join(', ')}. "api refresh_token" is enough.`,
    it: `Non servono: ${spare.join(', ')}. Bastano "api refresh_token".`,
  };
  return [
    {
      topic: 'signIn',
      name,
      ok: true,
      message: same(list),
      call: INTROSPECT,
      ...(spare.length > 0 ? { fix: advice, place: PAGES.appScopes } : {}),
    },
  ];
}

/** The token may not be used for the API. */
export function missingApiScope(call: string): Finding {
  return {
    topic: 'signIn',
    name: { en: 'Scopes', it: 'Scope' },
    ok: false,
    call,
    message: { en: 'The token lacks the scope api.', it: 'Al token manca lo scope api.' },
    fix: {
      en: 'Add "Manage user data via APIs (api)" to the app, wait 10 minutes and connect again.',
      it: 'Aggiungete all’app "Accedi e gestisci i tuoi dati (api)", aspettate 10 minuti e collegate di nuovo.',
    },
    place: PAGES.appScopes,
  };
}

async function introspect(look: Look): Promise<JsonObject | undefined> {
  const config = await look.io.connection.update((current) => current);
  const form = new URLSearchParams({
    token: config.accessToken ?? '',
    token_type_hint: 'access_token',
    client_id: config.clientId,
    ...(config.clientSecret ? { client_secret: config.clientSecret } : {}),
  });
  try {
    const answer = await look.io.http({
      method: 'POST',
      url: `${loginUrlOf(config)}/services/oauth2/introspect`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
    });
    const body = parse(answer);
    return answer.status === 200 && isObject(body) ? body : undefined;
  } catch (error) {
    // Whoever does not tell says nothing against the connection.
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
