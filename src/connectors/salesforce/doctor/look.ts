import { Failure } from '../../../base/failure.ts';
import type { JsonValue } from '../../../base/json.ts';
import type { HttpResponse } from '../../../net/http.ts';
import type { Use } from '../../connector.ts';
import type { SalesforceIo } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import type { Finding, Topic } from './finding.ts';
import { same } from './finding.ts';

/** One look at an org: what its stages share. */
export type Look = {
  io: SalesforceIo;
  uses: readonly Use[];
  /** Our callback URL, where it is known. */
  redirectUri?: string;
  /** The newest answers' facts: what the org last said of its daily calls, and its clock against ours. */
  seen: { usage?: { used: number; max: number }; skewMs?: number };
  /** The org; opens the session that is stored now. */
  org(): Promise<Org>;
};

/** Begins a look: it listens to what every answer tells beside its body. */
export function startLook(io: SalesforceIo, uses: readonly Use[], redirectUri: string | undefined): Look {
  const seen: Look['seen'] = {};
  const listening: SalesforceIo = {
    ...io,
    http: async (request) => {
      const answer = await io.http(request);
      note(seen, answer, io.now());
      return answer;
    },
  };
  return {
    io: listening,
    uses,
    ...(redirectUri === undefined ? {} : { redirectUri }),
    seen,
    // Signing in changed the configuration: a look that went on with the former one would sign in again.
    // And the budget of this process holds calls back when few are left: the few that find out how few go on.
    org: async () =>
      openOrg({ ...listening, local: new Map(), config: await io.connection.update((current) => current) }),
  };
}

function note(seen: Look['seen'], { headers }: HttpResponse, now: number): void {
  const usage = /api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '');
  if (usage) seen.usage = { used: Number(usage[1]), max: Number(usage[2]) };
  const at = Date.parse(headers['date'] ?? '');
  if (!Number.isNaN(at)) seen.skewMs = now - at;
}

/** What a call gave, or why it gave nothing. */
export type Asked = { body: JsonValue | undefined; failure?: undefined } | { failure: Failure };

/** Makes one reading call of the data API; a refusal is an answer too. */
export async function ask(look: Look, path: string, action: string): Promise<Asked> {
  try {
    const org = await look.org();
    return { body: (await org.call({ method: 'GET', path, action })).body };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}

/** The rows of a query, or why there are none. */
export async function askRows(
  look: Look,
  soql: string,
): Promise<{ rows: readonly JsonValue[] } | { failure: Failure }> {
  const answer = await ask(look, `/query?q=${encodeURIComponent(soql)}`, 'answer a query');
  if (answer.failure) return { failure: answer.failure };
  const { body } = answer;
  const records = typeof body === 'object' && body !== null && 'records' in body ? body['records'] : undefined;
  return { rows: Array.isArray(records) ? records : [] };
}

/** A failure that has no words of its own here: in those of Salesforce. */
export function failureFinding(topic: Topic, name: string, failure: Failure): Finding {
  const passing = ['unavailable', 'timeout', 'unknown_outcome', 'rate_limited'].includes(failure.code);
  return {
    topic,
    name: same(name),
    ok: false,
    message: same(failure.message),
    fix: passing
      ? {
          en: 'Try again in a moment; if it stays, look at status.salesforce.com and the way from this server to the org.',
          it: 'Riprovate tra poco; se resta così, guardate status.salesforce.com e il collegamento da questo server all’org.',
        }
      : {
          en: 'Put right what the message names; the login history of the user tells more.',
          it: 'Correggete ciò che il messaggio indica; la cronologia accessi dell’utente dice di più.',
        },
    ...(passing ? { passesWithinMs: 60_000 } : {}),
  };
}

/** A member of an answer as a text; empty where it is none. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
