import { isInactive, usernameOf } from './admission.ts';
import type { Answer } from './answer.ts';
import type { OAuthClient } from './oauth-client.ts';
import type { OAuthRefusal } from './oauth-error.ts';
import type { Org } from './org.ts';
import { html, pageAnswer, type Html, type PageLanguage } from './page-layout.ts';
import { SCOPES } from './scopes.ts';

/** What a person who was sent here is asked about. */
export type Gate = { org: Org; client: OAuthClient; scopes: readonly string[]; parameters: URLSearchParams };

const WORDS = {
  en: {
    login: 'Log in',
    pretend: 'A simulated org: no password is needed.',
    username: 'Username',
    unknown: 'No active user of this org has that username.',
    refused: 'Salesforce refuses this sign-in',
    consent: 'Allow access?',
    asks: 'is asking to:',
    as: 'You are signed in as',
    allow: 'Allow',
    deny: 'Deny',
    failed: 'This app cannot be authorized',
    tell: 'Tell whoever set up the app:',
  },
  it: {
    login: 'Accedi',
    pretend: 'Un’organizzazione simulata: non serve una password.',
    username: 'Nome utente',
    unknown: 'Nessun utente attivo di questa organizzazione ha quel nome.',
    refused: 'Salesforce rifiuta questo accesso',
    consent: 'Consentire l’accesso?',
    asks: 'chiede di:',
    as: 'Hai effettuato l’accesso come',
    allow: 'Consenti',
    deny: 'Rifiuta',
    failed: 'Impossibile autorizzare questa app',
    tell: 'Dillo a chi ha configurato l’app:',
  },
} as const;

/** Asks who signs in; `trouble` says why the last try was refused. */
export function loginPage(gate: Gate, trouble?: string): Answer {
  const words = WORDS[gate.org.language];
  const users = [...gate.org.store.list('User')].filter((user) => !isInactive(gate.org, user)).map(usernameOf);
  const chosen = gate.parameters.get('login_hint') ?? users[0] ?? '';
  const complaint = trouble === 'unknown' ? words.unknown : `${words.refused}: ${trouble}`;
  const body = html`<main class="card gate">
    <h1>${organizationOf(gate.org)}</h1>
    <p class="soft">${words.pretend}</p>
    ${trouble === undefined ? [] : html`<p class="error" role="alert">${complaint}</p>`}
    <form method="post" action="/services/oauth2/authorize">
      ${keep(gate.parameters)}
      <label for="username">${words.username}</label>
      <input
        type="text"
        id="username"
        name="username"
        value="${chosen}"
        list="users"
        autocomplete="username"
        autofocus
        required
      />
      <datalist id="users">${users.map((name) => html`<option value="${name}"></option>`)}</datalist>
      <div class="buttons"><button class="main">${words.login}</button></div>
    </form>
  </main>`;
  return pageAnswer({ language: gate.org.language, title: words.login, body, ...shapeOf(gate) });
}

/** Asks whether the app may do what it wants to. */
export function consentPage(gate: Gate, username: string): Answer {
  const { language } = gate.org;
  const words = WORDS[language];
  const wishes = gate.scopes.map((scope) => html`<li>${SCOPES[scope]?.[language] ?? scope}</li>`);
  const body = html`<main class="card gate">
    <h1>${words.consent}</h1>
    <p><strong>${gate.client.name ?? gate.client.id}</strong> ${words.asks}</p>
    <ul>
      ${wishes}
    </ul>
    <p class="soft">${words.as} ${username} (${organizationOf(gate.org)}).</p>
    <form method="post" action="/services/oauth2/authorize">
      ${keep(gate.parameters)}
      <input type="hidden" name="username" value="${username}" />
      <div class="buttons">
        <button name="decision" value="deny">${words.deny}</button>
        <button class="main" name="decision" value="allow">${words.allow}</button>
      </div>
    </form>
  </main>`;
  return pageAnswer({ language, title: words.consent, body, ...shapeOf(gate) });
}

/** Says why nothing can be asked: a mistake in how the app is set up. */
export function errorPage(language: PageLanguage, refusal: OAuthRefusal): Answer {
  const words = WORDS[language];
  const told = `error=${refusal.error}&error_description=${refusal.description}`;
  const body = html`<main class="card gate">
    <h1>${words.failed}</h1>
    <p class="soft">${words.tell}</p>
    <p class="error" role="alert"><code>${told}</code></p>
  </main>`;
  return pageAnswer({ language, title: words.failed, body, status: 400 });
}

/** What the app sent goes from page to page; answers of the person are not carried over. */
function keep(parameters: URLSearchParams): Html[] {
  return [...parameters]
    .filter(([name]) => name !== 'username' && name !== 'decision')
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

function organizationOf(org: Org): string {
  return String(org.store.find(org.organizationId)?.fields['Name'] ?? 'Salesforce');
}

function shapeOf(gate: Gate): { shape: string } {
  const display = gate.parameters.get('display') ?? '';
  return { shape: display === 'popup' || display === 'touch' ? display : 'page' };
}
