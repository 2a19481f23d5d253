import type { Finding, Words } from './finding.ts';
import { PAGES, type Place } from './setup-pages.ts';

type Trouble = {
  error: string;
  /** What the description must hold; several causes share an error. */
  text?: RegExp;
  name: Words;
  message: Words;
  fix: Words;
  place: Place;
  passesWithinMs?: number;
};

/** Changes to an app act after 2 to 10 minutes. */
const PROPAGATION_MS = 10 * 60_000;

const APP: Words = { en: 'App', it: 'App' };
const SECRET: Words = { en: 'Consumer Secret', it: 'Secret del Consumatore' };
const USER: Words = { en: 'User', it: 'Utente' };
const FLOW: Words = { en: 'Flow of the app', it: 'Flusso dell’app' };
const POLICY: Words = { en: 'Policies of the app', it: 'Politiche dell’app' };
/** The older form of `inactive_user`. */
const INACTIVE = /inactive user/i;
const AGAIN: Words = {
  en: 'Connect the org again: rondine connections connect NAME.',
  it: 'Collegate di nuovo l’org: rondine connections connect NOME.',
};

/** Refusals of the sign-in, each with the page that cures it; the first that fits counts. */
const TROUBLES: readonly Trouble[] = [
  {
    error: 'invalid_client_id',
    name: APP,
    message: {
      en: 'Salesforce does not know this Consumer Key here. A new app takes 2 to 10 minutes to be known: still propagating is possible. Was the app made or changed less than 10 minutes ago?',
      it: 'Salesforce non conosce questa Chiave del Consumatore. Un’app nuova diventa nota dopo 2-10 minuti: può darsi che si stia ancora propagando. L’app è stata creata o modificata meno di 10 minuti fa?',
    },
    fix: {
      en: 'Wait, or let `rondine doctor --wait` do it. If it stays: compare the Consumer Key letter by letter, and the login URL with My Domain of the org in which the app stands.',
      it: 'Aspettate, o usate `rondine doctor --wait`. Se resta così: confrontate la Chiave del Consumatore lettera per lettera, e l’URL di accesso con il dominio dell’org in cui si trova l’app.',
    },
    place: PAGES.appKeys,
    passesWithinMs: PROPAGATION_MS,
  },
  {
    error: 'invalid_client',
    text: /not installed/i,
    name: APP,
    message: {
      en: 'The app stands in another org and is not installed in this one.',
      it: 'L’app si trova in un’altra org e non è installata in questa.',
    },
    fix: {
      en: 'Make the app in this very org, or install it.',
      it: 'Create l’app in questa stessa org, oppure installatela.',
    },
    place: PAGES.newApp,
  },
  {
    error: 'OAUTH_APPROVAL_ERROR_GENERIC',
    name: APP,
    message: {
      en: 'The app is not installed in this org; ordinary users cannot let it in.',
      it: 'L’app non è installata in questa org; gli utenti normali non possono autorizzarla.',
    },
    fix: {
      en: 'An admin installs the app, or makes one in this org.',
      it: 'Un amministratore installa l’app, o ne crea una in questa org.',
    },
    place: PAGES.appUsage,
  },
  {
    error: 'invalid_client',
    name: SECRET,
    message: {
      en: 'The Consumer Secret is wrong or was replaced.',
      it: 'Il Secret del Consumatore è sbagliato o è stato sostituito.',
    },
    fix: {
      en: 'Copy it again and store it: rondine connections repair NAME --config -',
      it: 'Copiatelo di nuovo e salvatelo: rondine connections repair NOME --config -',
    },
    place: PAGES.appKeys,
  },
  {
    error: 'redirect_uri_mismatch',
    name: { en: 'Callback URL', it: 'URL di Callback' },
    message: {
      en: 'The app does not list our callback URL, letter by letter.',
      it: 'L’app non elenca il nostro URL di Callback, lettera per lettera.',
    },
    fix: {
      en: 'Add the callback URL to the app as it is printed, without a slash more or less.',
      it: 'Aggiungete all’app l’URL di Callback così come è scritto, senza una barra in più o in meno.',
    },
    place: PAGES.appCallback,
    passesWithinMs: PROPAGATION_MS,
  },
  {
    error: 'invalid_grant',
    text: /no client credentials user/i,
    name: { en: 'Run As user', it: 'Utente Esegui come' },
    message: { en: 'The app has no user to act as.', it: 'L’app non ha un utente con cui agire.' },
    fix: {
      en: 'Choose the integration user by username, not by mail address.',
      it: 'Scegliete l’utente di integrazione per nome utente, non per indirizzo email.',
    },
    place: PAGES.appRunAs,
  },
  {
    error: 'invalid_grant',
    text: /not supported on this domain/i,
    name: { en: 'Host', it: 'Host' },
    message: { en: 'This sign-in works on My Domain only.', it: 'Questo accesso funziona solo sul dominio personale.' },
    fix: {
      en: 'Enter https://<domain>.my.salesforce.com as the login URL.',
      it: 'Indicate https://<dominio>.my.salesforce.com come URL di accesso.',
    },
    place: PAGES.myDomain,
  },
  {
    error: 'invalid_grant',
    text: /ip restricted/i,
    name: { en: 'IP policy', it: 'Politica IP' },
    message: {
      en: 'An IP policy of the app or of the profile keeps this server out.',
      it: 'Una politica IP dell’app o del profilo esclude questo server.',
    },
    fix: {
      en: 'Relax the IP restrictions of the app, or allow the address of this server in Profiles > Login IP Ranges.',
      it: 'Rilassate le restrizioni IP dell’app, oppure ammettete l’indirizzo di questo server in Profili > Intervalli IP.',
    },
    place: PAGES.appIp,
  },
  {
    error: 'invalid_grant',
    text: /hasn't approved|not approved/i,
    name: POLICY,
    message: {
      en: 'No admin has approved this user for the app.',
      it: 'Nessun amministratore ha approvato questo utente per l’app.',
    },
    fix: {
      en: 'Permitted Users: "Admin approved users are pre-authorized", and add the user’s permission set.',
      it: 'Utenti autorizzati: quelli approvati dall’amministratore, e aggiungete l’insieme di autorizzazioni dell’utente.',
    },
    place: PAGES.appUsers,
  },
  {
    error: 'invalid_app_access',
    name: POLICY,
    message: {
      en: 'Only users that an admin approved may use the app, and this user is none of them.',
      it: 'Solo gli utenti approvati dall’amministratore possono usare l’app, e questo utente non lo è.',
    },
    fix: {
      en: 'Add the user’s profile or permission set to the app, or let all users authorize themselves.',
      it: 'Aggiungete all’app il profilo o l’insieme di autorizzazioni dell’utente, o lasciate che tutti si autorizzino da sé.',
    },
    place: PAGES.appUsers,
  },
  {
    error: 'invalid_grant',
    text: /audience/i,
    name: FLOW,
    message: {
      en: 'The assertion is made for another login host.',
      it: 'L’asserzione è fatta per un altro host di accesso.',
    },
    fix: {
      en: 'Enter My Domain of the org as the login URL.',
      it: 'Indicate il dominio personale dell’org come URL di accesso.',
    },
    place: PAGES.myDomain,
  },
  {
    error: 'invalid_grant',
    text: /invalid assertion/i,
    name: FLOW,
    message: {
      en: 'The signature of the assertion is not that of the app’s certificate, or this server’s clock is wrong.',
      it: 'La firma dell’asserzione non è quella del certificato dell’app, o l’orologio di questo server è sbagliato.',
    },
    fix: {
      en: 'Upload the certificate of this connection to the app, and set the clock.',
      it: 'Caricate nell’app il certificato di questa connessione, e regolate l’orologio.',
    },
    place: PAGES.appFlows,
  },
  {
    error: 'inactive_user',
    name: USER,
    message: { en: 'The user is deactivated or frozen.', it: 'L’utente è disattivato o bloccato.' },
    fix: {
      en: 'Activate the user, or connect with another one.',
      it: 'Attivate l’utente, o collegatevi con un altro.',
    },
    place: PAGES.user,
  },
  {
    error: 'inactive_org',
    name: { en: 'Org', it: 'Org' },
    message: { en: 'The org is locked or has expired.', it: 'L’org è bloccata o scaduta.' },
    fix: {
      en: 'Ask Salesforce Support, or use another org.',
      it: 'Chiedete al supporto Salesforce, o usate un’altra org.',
    },
    place: PAGES.company,
  },
  {
    error: 'invalid_grant',
    text: /authentication failure/i,
    name: POLICY,
    message: {
      en: 'A login policy refused the user: login hours, a session policy, or this way to sign in.',
      it: 'Una politica di accesso ha rifiutato l’utente: orario, sessione, o questo modo di accedere.',
    },
    fix: { en: 'The login history names the reason.', it: 'La cronologia accessi dice il motivo.' },
    place: PAGES.loginHistory,
  },
  {
    error: 'invalid_grant',
    text: /expired access\/refresh token/i,
    name: { en: 'Refresh token', it: 'Token di aggiornamento' },
    message: {
      en: 'The refresh token was revoked, has expired, or was replaced by a newer one.',
      it: 'Il token di aggiornamento è stato revocato, è scaduto o è stato sostituito.',
    },
    fix: AGAIN,
    place: PAGES.appRefresh,
  },
  {
    error: 'unsupported_grant_type',
    name: FLOW,
    message: { en: 'The app does not allow this way to sign in.', it: 'L’app non permette questo modo di accedere.' },
    fix: {
      en: 'Enable the flow that the connection uses.',
      it: 'Abilitate il flusso che la connessione usa.',
    },
    place: PAGES.appFlows,
    passesWithinMs: PROPAGATION_MS,
  },
  {
    error: 'unsupported_response_type',
    name: FLOW,
    message: {
      en: 'The app does not allow the authorization code flow.',
      it: 'L’app non permette il flusso con codice di autorizzazione.',
    },
    fix: { en: 'Enable the authorization code flow.', it: 'Abilitate il flusso con codice di autorizzazione.' },
    place: PAGES.appFlows,
    passesWithinMs: PROPAGATION_MS,
  },
  {
    error: 'invalid_scope',
    name: { en: 'Scopes', it: 'Scope' },
    message: { en: 'The app lacks a scope that we ask for.', it: 'All’app manca uno scope che chiediamo.' },
    fix: {
      en: 'Add "Manage user data via APIs (api)" and "Perform requests at any time (refresh_token, offline_access)".',
      it: 'Aggiungete "Accedi e gestisci i tuoi dati (api)" e "Esegui richieste per tuo conto in qualsiasi momento (refresh_token, offline_access)".',
    },
    place: PAGES.appScopes,
    passesWithinMs: PROPAGATION_MS,
  },
  {
    error: 'invalid_request',
    text: /code challenge|code verifier/i,
    name: { en: 'PKCE', it: 'PKCE' },
    message: {
      en: 'The app demands PKCE and the sign-in was begun without it.',
      it: 'L’app esige PKCE e l’accesso è iniziato senza.',
    },
    fix: {
      en: 'Connect with `rondine connections connect`, which always uses PKCE, not with a link written by hand.',
      it: 'Collegatevi con `rondine connections connect`, che usa sempre PKCE, non con un link scritto a mano.',
    },
    place: PAGES.appSecurity,
  },
];

/** What a refusal of a sign-in means; undefined for one that is not known. */
export function signInTrouble(error: string, description: string): Finding | undefined {
  const newer = INACTIVE.test(description) ? 'inactive_user' : error;
  const known = TROUBLES.find((each) => matches(each.error, newer) && (each.text?.test(description) ?? true));
  if (!known) return undefined;
  const { error: _error, text: _text, ...words } = known;
  return { topic: 'signIn', ok: false, ...words };
}

/** Salesforce extends `invalid_client` by suffixes; `invalid_client_id` has an entry of its own before it. */
function matches(known: string, error: string): boolean {
  return known === error || (known === 'invalid_client' && error.startsWith('invalid_client'));
}
