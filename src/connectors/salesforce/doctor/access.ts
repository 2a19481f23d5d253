import type { Failure } from '../../../base/failure.ts';
import { isObject } from '../../../base/json.ts';
import { DEFAULT_API_VERSION } from '../config.ts';
import { same, type Finding, type Words } from './finding.ts';
import { ask, askRows, failureFinding, textOf, type Look } from './look.ts';
import { PAGES, type Place } from './setup-pages.ts';
import { missingApiScope } from './sign-in.ts';

const API: Words = { en: 'API access', it: 'Accesso API' };

type Trouble = { message: Words; fix: Words; place: Place };

const API_ENABLED: Words = {
  en: 'Give the user "API Enabled", best by the permission set that `rondine connections metadata` writes.',
  it: 'Date all’utente "API Abilitato", meglio con l’insieme di autorizzazioni scritto da `rondine connections metadata`.',
};

/** Refusals of the first data call, by Salesforce's code. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  API_DISABLED_FOR_ORG: {
    message: {
      en: 'The REST API is off for this user: "API Enabled" is missing, the license has no API, or the edition has none (Starter, Group, Essentials, Professional without the add-on).',
      it: 'L’API REST è spenta per questo utente: manca "API Abilitato", la licenza non ha API, o non le ha l’edizione (Starter, Group, Essentials, Professional senza componente).',
    },
    fix: API_ENABLED,
    place: PAGES.apiEnabled,
  },
  API_CURRENTLY_DISABLED: {
    message: { en: 'The API is off for this user.', it: 'L’API è spenta per questo utente.' },
    fix: API_ENABLED,
    place: PAGES.apiEnabled,
  },
  ORG_LOCKED: {
    message: { en: 'The org is locked.', it: 'L’org è bloccata.' },
    fix: {
      en: 'Ask its administrator or Salesforce Support.',
      it: 'Chiedete all’amministratore o al supporto Salesforce.',
    },
    place: PAGES.company,
  },
  TRIAL_EXPIRED: {
    message: { en: 'The trial of the org is over.', it: 'La prova dell’org è finita.' },
    fix: { en: 'Use another org, or buy this one.', it: 'Usate un’altra org, o acquistate questa.' },
    place: PAGES.company,
  },
  LOGIN_DURING_RESTRICTED_DOMAIN: {
    message: {
      en: 'The profile allows no call from this address.',
      it: 'Il profilo non ammette chiamate da questo indirizzo.',
    },
    fix: { en: 'Add the address of this server.', it: 'Aggiungete l’indirizzo di questo server.' },
    place: PAGES.ipRanges,
  },
  LOGIN_DURING_RESTRICTED_TIME: {
    message: { en: 'The profile allows no call at this hour.', it: 'Il profilo non ammette chiamate a quest’ora.' },
    fix: { en: 'Extend the login hours to day and night.', it: 'Estendete l’orario di accesso a giorno e notte.' },
    place: PAGES.loginHours,
  },
};

/** May the user use the API, in the version that the connection asks for? */
export async function lookAtApi(look: Look): Promise<Finding[]> {
  const version = look.io.config.apiVersion || DEFAULT_API_VERSION;
  const call = `GET /services/data/${version}`;
  const answer = await ask(look, '', 'list its API resources');
  if (answer.failure) return [{ ...apiTrouble(answer.failure, version), call }];
  const message = { en: `The REST API ${version} answers.`, it: `L’API REST ${version} risponde.` };
  return [{ topic: 'access', name: API, ok: true, message, call }];
}

function apiTrouble(failure: Failure, version: string): Finding {
  const code = failure.data.providerCode ?? '';
  // This refusal shares its code with an expired session; the call before it has just made a new one.
  if (code === 'INVALID_SESSION_ID' && failure.code === 'denied') return missingApiScope('');
  const known = Object.hasOwn(TROUBLES, code) ? TROUBLES[code] : undefined;
  if (known) return { topic: 'access', name: API, ok: false, ...known };
  if (failure.code !== 'not_found') return failureFinding('access', 'API access', failure);
  const message = {
    en: `This org does not speak version ${version} of the API.`,
    it: `Questa org non parla la versione ${version} dell’API.`,
  };
  const fix = {
    en: 'Leave the API version of the connection empty, or enter one that GET /services/data lists.',
    it: 'Lasciate vuota la versione API della connessione, o indicatene una elencata da GET /services/data.',
  };
  return { topic: 'access', name: API, ok: false, message, fix };
}

/** Whose eyes we see with, which org it is, and whether the user may more than it needs. */
export async function lookAtUser(look: Look): Promise<Finding[]> {
  return [await userFinding(look), await orgFinding(look), await privilegeFinding(look)];
}

async function userFinding(look: Look): Promise<Finding> {
  const name = { en: 'User', it: 'Utente' };
  const org = await look.org();
  const call = 'GET /services/oauth2/userinfo';
  const path = '/services/oauth2/userinfo';
  const body = await org.call({ method: 'GET', path, root: true, action: 'name the user' }).then(
    (answer) => answer.body,
    () => undefined,
  );
  const user = isObject(body) ? body : {};
  const username = textOf(user['preferred_username']);
  if (username === '') {
    const message = { en: 'Salesforce does not name the user.', it: 'Salesforce non dice chi è l’utente.' };
    return { topic: 'access', name, ok: true, known: 'not knowable', message };
  }
  if (user['active'] !== false) {
    const message = {
      en: `Acts as ${username}; records show this user as their creator.`,
      it: `Agisce come ${username}; i record mostrano questo utente come autore.`,
    };
    return { topic: 'access', name, ok: true, message, call };
  }
  const message = { en: `The user ${username} is not active.`, it: `L’utente ${username} non è attivo.` };
  const fix = {
    en: 'Activate the user, or connect with another one.',
    it: 'Attivate l’utente, o collegatevi con un altro.',
  };
  return { topic: 'access', name, ok: false, message, fix, place: PAGES.user, call };
}

async function orgFinding(look: Look): Promise<Finding> {
  const name = same('Org');
  const answer = await askRows(look, 'SELECT Name, IsSandbox, OrganizationType FROM Organization');
  const row = 'rows' in answer ? answer.rows[0] : undefined;
  if (!isObject(row) || typeof row['Name'] !== 'string') {
    const message = { en: 'The user may not read which org this is.', it: 'L’utente non può leggere quale org sia.' };
    return { topic: 'access', name, ok: true, known: 'not knowable', message };
  }
  const sandbox = row['IsSandbox'] === true ? ', sandbox' : '';
  const message = same(`${row['Name']} (${textOf(row['OrganizationType'])}${sandbox})`);
  return { topic: 'access', name, ok: true, message, call: 'GET /query (Organization)' };
}

const MIGHTY: readonly [permission: string, label: string][] = [
  ['PermissionsCustomizeApplication', 'Customize Application'],
  ['PermissionsModifyAllData', 'Modify All Data'],
];

/** The integration needs no right to change the org; that it has one is no fault, but a risk. */
async function privilegeFinding(look: Look): Promise<Finding> {
  const name = { en: 'Least privilege', it: 'Privilegio minimo' };
  const soql = `SELECT ${MIGHTY.map(([permission]) => permission).join(', ')} FROM UserPermissionAccess`;
  const answer = await askRows(look, soql);
  const row = 'rows' in answer ? answer.rows[0] : undefined;
  if (!isObject(row)) {
    const message = {
      en: 'What else the user may do cannot be read. Customize Application and Modify All Data are never needed.',
      it: 'Non si può leggere che cos’altro può fare l’utente. Non servono mai "Customize Application" né "Modify All Data".',
    };
    return { topic: 'access', name, ok: true, known: 'not knowable', message };
  }
  const call = 'GET /query (UserPermissionAccess)';
  const spare = MIGHTY.filter(([permission]) => row[permission] === true).map(([, label]) => label);
  if (spare.length === 0) {
    const message = {
      en: 'The user may not change the org, as it should be.',
      it: 'L’utente non può modificare l’org, come deve essere.',
    };
    return { topic: 'access', name, ok: true, message, call };
  }
  return {
    topic: 'access',
    name,
    ok: true,
    call,
    message: {
      en: `The user may more than it needs: ${spare.join(', ')}.`,
      it: `L’utente può più di quanto serve: ${spare.join(', ')}.`,
    },
    fix: {
      en: 'Use a user of its own with the permission set that `rondine connections metadata` writes.',
      it: 'Usate un utente dedicato con l’insieme di autorizzazioni scritto da `rondine connections metadata`.',
    },
    place: PAGES.systemPermissions,
  };
}
