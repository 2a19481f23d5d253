import { isObject, type JsonValue } from '../../../base/json.ts';
import type { Finding } from './finding.ts';
import { ask, type Look } from './look.ts';
import { PAGES } from './setup-pages.ts';

/** Less than this share left counts as trouble: the org's other programs use the same calls. */
const LEAST_LEFT = 0.1;

type Limit = { left: number; max: number };

/** How much is left of the day's API calls and of the data storage. */
export async function lookAtLimits(look: Look): Promise<Finding[]> {
  const answer = await ask(look, '/limits', 'tell its limits');
  const limits = answer.failure ? undefined : answer.body;
  return [callsFinding(look, limitIn(limits, 'DailyApiRequests')), storageFinding(limitIn(limits, 'DataStorageMB'))];
}

function limitIn(limits: JsonValue | undefined, name: string): Limit | undefined {
  const entry = isObject(limits) ? limits[name] : undefined;
  if (!isObject(entry)) return undefined;
  const { Max: max, Remaining: left } = entry;
  return typeof max === 'number' && typeof left === 'number' ? { max, left } : undefined;
}

/** Every data answer tells the calls of the last 24 hours; the list of limits lags and needs View Setup. */
function callsFinding({ seen }: Look, listed: Limit | undefined): Finding {
  const name = { en: 'API calls', it: 'Chiamate API' };
  const limit = seen.usage ? { max: seen.usage.max, left: seen.usage.max - seen.usage.used } : listed;
  if (!limit || limit.max <= 0) {
    const message = {
      en: 'The org does not tell how many calls are left.',
      it: 'L’org non dice quante chiamate restano.',
    };
    return { topic: 'limits', name, ok: true, known: 'not knowable', message };
  }
  const ok = limit.left >= limit.max * LEAST_LEFT;
  return {
    topic: 'limits',
    name,
    ok,
    call: seen.usage ? 'Sforce-Limit-Info' : 'GET /limits',
    message: {
      en: `${limit.left} of ${limit.max} calls are left in these 24 hours.`,
      it: `Restano ${limit.left} chiamate su ${limit.max} in queste 24 ore.`,
    },
    ...(ok
      ? {}
      : {
          fix: {
            en: 'See which program uses them; look less often, or buy more. When they are used up runs wait, and nothing is lost.',
            it: 'Guardate quale programma le usa; interrogate meno spesso, o acquistatene altre. Quando finiscono i flussi aspettano, e nulla va perso.',
          },
          place: PAGES.company,
        }),
  };
}

function storageFinding(limit: Limit | undefined): Finding {
  const name = { en: 'Data storage', it: 'Spazio dati' };
  if (!limit || limit.max <= 0) {
    const message = {
      en: 'Not told: the list of limits needs View Setup, which the user does better without.',
      it: 'Non detto: l’elenco dei limiti richiede di visualizzare l’impostazione, di cui l’utente fa meglio a meno.',
    };
    return { topic: 'limits', name, ok: true, known: 'not knowable', message };
  }
  const ok = limit.left >= limit.max * LEAST_LEFT;
  const message = { en: `${limit.left} of ${limit.max} MB are free.`, it: `Liberi ${limit.left} MB su ${limit.max}.` };
  const fix = {
    en: 'Delete or archive records; a full org refuses new ones (STORAGE_LIMIT_EXCEEDED).',
    it: 'Eliminate o archiviate record; un’org piena rifiuta quelli nuovi (STORAGE_LIMIT_EXCEEDED).',
  };
  return { topic: 'limits', name, ok, message, call: 'GET /limits', ...(ok ? {} : { fix, place: PAGES.storage }) };
}
