import type { Texts } from '../../base/translate.ts';
import { signInTexts } from './auth/texts.it.ts';
import { mappingTexts } from './describe/texts.it.ts';
import { operationTexts } from './operations/texts.it.ts';

/** What this connector says, in Italian. */
export const it: Texts = {
  ...mappingTexts,
  ...operationTexts,
  ...signInTexts,
  'Login URL': 'URL di accesso',
  'My Domain of the org (https://<domain>.my.salesforce.com), or https://login.salesforce.com, or https://test.salesforce.com for sandboxes. Client credentials need My Domain.':
    'Dominio dell’org («My Domain», https://<domain>.my.salesforce.com), oppure https://login.salesforce.com, o https://test.salesforce.com per le sandbox. Le credenziali client richiedono il dominio dell’org.',
  'Sign-in': 'Accesso',
  'authorization_code: a person consents in the browser, once. pasted_code: the same, and pastes the address that the browser ends at. client_credentials: the app signs in as its Run As user. jwt_bearer: a certificate signs in a user. refresh_token: the token of an earlier consent. Username and password (password) is no choice: orgs block it, External Client Apps never have it, and SOAP login ends with it; use authorization_code or client_credentials.':
    'authorization_code: una persona acconsente nel browser, una volta. pasted_code: lo stesso, e incolla l’indirizzo a cui arriva il browser. client_credentials: l’app accede come il suo utente «Run As». jwt_bearer: un certificato fa accedere un utente. refresh_token: il token di un consenso precedente. Nome utente e password (password) non si può scegliere: le org lo bloccano, le app client esterne non lo hanno mai, e l’accesso SOAP finisce con esso; usare authorization_code o client_credentials.',
  'Consumer Key': 'Chiave del Consumatore («Consumer Key»)',
  'Consumer Secret': 'Segreto del Consumatore («Consumer Secret»)',
  'No password': 'Nessuna password',
  'No security token': 'Nessun token di sicurezza',
  'Refused: Salesforce blocks sign-in with username and password in new orgs, External Client Apps never allow it, and SOAP login ends in 2027. Remove it, and set "grant" to "authorization_code" (a person consents once in the browser) or "client_credentials" (the app signs in as its Run As user).':
    'Rifiutato: Salesforce blocca l’accesso con nome utente e password nelle org nuove, le app client esterne non lo consentono mai, e l’accesso SOAP finisce nel 2027. Toglierlo, e impostare «grant» su «authorization_code» (una persona acconsente una volta nel browser) o «client_credentials» (l’app accede come il suo utente «Run As»).',
  'Callback URL': 'URL di callback',
  'For pasted_code: the Callback URL of the app, byte by byte.':
    'Per pasted_code: l’URL di callback dell’app, lettera per lettera.',
  Username: 'Nome utente',
  'For jwt_bearer: who signs in. Else told by the org.': 'Per jwt_bearer: chi accede. Altrimenti lo dice l’org.',
  'Private key': 'Chiave privata',
  'For jwt_bearer, PEM. Leave it empty: "rondine connections certificate NAME" makes one.':
    'Per jwt_bearer, in PEM. Lasciarla vuota: la crea il pulsante del certificato.',
  Certificate: 'Certificato',
  'PEM; belongs to the private key.': 'PEM; appartiene alla chiave privata.',
  'Refresh token': 'Token di aggiornamento',
  'Access token (kept up to date)': 'Token di accesso (tenuto aggiornato)',
  'Instance URL (kept up to date)': 'URL dell’istanza (tenuto aggiornato)',
  'Id of the signed-in user (kept up to date)': 'Id dell’utente collegato (tenuto aggiornato)',
  'Time of the last sign-in (kept up to date)': 'Ora dell’ultimo accesso (tenuta aggiornata)',
  'Id of the org (kept up to date)': 'Id dell’org (tenuto aggiornato)',
  'Name of the org (kept up to date)': 'Nome dell’org (tenuto aggiornato)',
  'Kind of org (kept up to date)': 'Tipo di org (tenuto aggiornato)',
  'API version': 'Versione dell’API',
  'Text field, External ID and Unique, that makes creation exactly once. Empty: there is none.':
    'Campo di testo, ID esterno e univoco, che rende la creazione unica. Vuoto: non c’è.',
  'External ID field by object': 'Campo ID esterno per oggetto',
  'For objects whose field differs. Empty: the object has none.':
    'Per gli oggetti con un campo diverso. Vuoto: l’oggetto non ne ha.',
  'Reserve of daily calls': 'Riserva di chiamate giornaliere',
  'Percent of the API calls of 24 hours that are left to the other programs of the org: when the others are used, what is due waits.':
    'Percentuale delle chiamate API in 24 ore lasciata agli altri programmi dell’org: usate le altre, ciò che è in programma attende.',
  'Zone of dates and times that name none, where the step names no other: an IANA name.':
    'Fuso di date e orari che non ne indicano uno, se il passo non ne indica un altro: un nome IANA.',

  // What triggers look for.
  'Created or changed records': 'Record creati o modificati',
  'Records of an object that were created or changed since the last look. One look is one API call. What changes twice between two looks is seen once, as it is then.':
    'Record di un oggetto creati o modificati dall’ultimo controllo. Un controllo è una chiamata API. Ciò che cambia due volte fra due controlli si vede una volta, com’è in quel momento.',
  'Public case comments': 'Commenti pubblici ai Casi',
  'Comments on cases that staff wrote for the customer to see ("Public"), each once: when it is written, or made public later. Those of customers in a portal are left out. One look is one API call.':
    'Commenti ai Casi scritti dagli operatori perché il cliente li veda («Pubblico»), ciascuno una volta: quando è scritto, o reso pubblico più tardi. Quelli dei clienti in un portale sono esclusi. Un controllo è una chiamata API.',
  'What happened': 'Che cosa è successo',
  'Only new records, only changes of those that were there, or any.':
    'Solo record nuovi, solo modifiche di quelli esistenti, o entrambi.',
  Changes: 'Modifiche',
  'Only where one of these fields has another value than at the last look. The values of the 2,000 records that changed last are remembered; of any other, the first change seen counts.':
    'Solo se uno di questi campi ha un valore diverso dall’ultimo controllo. Si ricordano i valori dei 2.000 record modificati per ultimi; per ogni altro vale la prima modifica vista.',
  To: 'A',
  'API name.': 'Nome API.',
  'Only where it takes one of these values.': 'Solo se prende uno di questi valori.',
  'Own changes too': 'Anche le proprie modifiche',
  'Also what the connected user changed last. Left out by default, so that a flow does not start itself by what it writes.':
    'Anche ciò che ha modificato per ultimo l’utente collegato. Di norma escluso, così un flusso non si avvia da sé con ciò che scrive.',
  'Fields of the case': 'Campi del Caso',
  'API names of fields of the case that are read as well.': 'Nomi API di campi del Caso che si leggono anche.',
  'Own comments too': 'Anche i propri commenti',
  'Also those of the connected user. Left out by default, so that what a flow writes is not sent back.':
    'Anche quelli dell’utente collegato. Di norma esclusi, così ciò che scrive un flusso non viene rimandato.',
};
