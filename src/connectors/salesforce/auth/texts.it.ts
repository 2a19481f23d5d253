import type { Texts } from '../../../base/translate.ts';

const APP = 'Setup > External Client App Manager > your app';
const APP_IT = 'Setup > External Client App Manager > la propria app';
const AGAIN = 'Collegare di nuovo l’org.';

/** What signing in says, in Italian. */
export const signInTexts: Texts = {
  'Sign-in to Salesforce failed. {~why}': 'L’accesso a Salesforce non è riuscito. {why}',
  'Connect the org again.': AGAIN,
  'The user is inactive or frozen. Activate the user in Setup > Users, or connect with another one.':
    'L’utente non è attivo o è bloccato. Attivarlo in Setup > Users, o collegarsi con un altro.',
  'The refresh token was revoked, has expired or was replaced by a newer one.':
    'Il token di aggiornamento è stato revocato, è scaduto o è stato sostituito da uno più recente.',
  'The code was used before or is older than 15 minutes. Begin the connection again and go through it without a pause.':
    'Il codice è già stato usato o ha più di 15 minuti. Ricominciare il collegamento e completarlo senza pause.',
  'The code belongs to another attempt to connect. Begin again, and use the newest link only.':
    'Il codice appartiene a un altro tentativo. Ricominciare, e usare solo il link più recente.',
  [`The app has no Run As user. Choose one in ${APP} > Policies > Edit > Client Credentials Flow > Run As (username, not the mail address).`]: `L’app non ha un utente «Run As». Sceglierne uno in ${APP_IT} > Policies > Edit > Client Credentials Flow > Run As (nome utente, non l’e-mail).`,
  'This sign-in only works on My Domain. Use https://<domain>.my.salesforce.com (Setup > My Domain) as the login URL.':
    'Questo accesso funziona solo sul dominio dell’org. Usare https://<domain>.my.salesforce.com (Setup > My Domain) come URL di accesso.',
  [`An IP policy keeps this server out. Relax it in ${APP} > Policies > IP Relaxation, or allow the address in Setup > Profiles > Login IP Ranges.`]: `Una regola sugli indirizzi IP esclude questo server. Allentarla in ${APP_IT} > Policies > IP Relaxation, o consentire l’indirizzo in Setup > Profiles > Login IP Ranges.`,
  [`No admin has approved this user for the app, or the username is another one. Set ${APP} > Policies > Permitted Users to "Admin approved users are pre-authorized" and add the user's profile or permission set.`]: `Nessun amministratore ha approvato questo utente per l’app, o il nome utente è un altro. Impostare ${APP_IT} > Policies > Permitted Users su «Admin approved users are pre-authorized» e aggiungere il profilo o l’insieme di autorizzazioni dell’utente.`,
  'The assertion is for another kind of org. Use https://login.salesforce.com, https://test.salesforce.com for a sandbox, or My Domain as the login URL.':
    'L’asserzione vale per un altro tipo di org. Usare come URL di accesso https://login.salesforce.com, https://test.salesforce.com per una sandbox, o il dominio dell’org.',
  [`A login policy refused the user. See Setup > Login History for the reason, then correct ${APP} > Policies.`]: `Una regola di accesso ha rifiutato l’utente. Vedere il motivo in Setup > Login History, poi correggere ${APP_IT} > Policies.`,
  'Salesforce refused the stored sign-in.': 'Salesforce ha rifiutato l’accesso conservato.',
  'The org is locked or has expired. Ask Salesforce Support or use another org.':
    'L’org è bloccata o scaduta. Rivolgersi all’assistenza Salesforce o usare un’altra org.',
  [`The Consumer Key is unknown here. Compare it with ${APP} > Settings > OAuth Settings, check the login URL, and give a new app 10 minutes.`]: `La Chiave del Consumatore qui non è nota. Confrontarla con ${APP_IT} > Settings > OAuth Settings, verificare l’URL di accesso, e dare 10 minuti a un’app nuova.`,
  'The app is not installed in this org. Install it, or create an External Client App in this very org.':
    'L’app non è installata in questa org. Installarla, o creare un’app client esterna proprio in questa org.',
  [`The Consumer Secret is wrong. Copy it from ${APP} > Settings > OAuth Settings > Consumer Key and Secret.`]: `Il Segreto del Consumatore è sbagliato. Copiarlo da ${APP_IT} > Settings > OAuth Settings > Consumer Key and Secret.`,
  [`An admin has to allow this user. See ${APP} > Policies > Permitted Users, and add the user's profile or permission set.`]: `Un amministratore deve consentire questo utente. Vedere ${APP_IT} > Policies > Permitted Users, e aggiungere il profilo o l’insieme di autorizzazioni dell’utente.`,
  'The app is not installed in this org: only an admin may approve it. Use Setup > Connected Apps OAuth Usage > Install, or create an External Client App in this very org.':
    'L’app non è installata in questa org: solo un amministratore può approvarla. Usare Setup > Connected Apps OAuth Usage > Install, o creare un’app client esterna proprio in questa org.',
  [`The app does not allow this sign-in. Enable the flow in ${APP} > Settings > OAuth Settings > Flow Enablement.`]: `L’app non consente questo accesso. Abilitare il flusso in ${APP_IT} > Settings > OAuth Settings > Flow Enablement.`,
  [`The app does not allow sign-in by browser. Enable the authorization code flow in ${APP} > Settings > OAuth Settings > Flow Enablement.`]: `L’app non consente l’accesso dal browser. Abilitare il flusso con codice di autorizzazione in ${APP_IT} > Settings > OAuth Settings > Flow Enablement.`,
  [`The app lacks a scope. Add "api" and "refresh_token" in ${APP} > OAuth Settings.`]: `All’app manca un ambito. Aggiungere «api» e «refresh_token» in ${APP_IT} > OAuth Settings.`,
  [`Salesforce found the token request incomplete. Check ${APP} > OAuth Settings.`]: `Per Salesforce la richiesta del token è incompleta. Controllare ${APP_IT} > OAuth Settings.`,
  'Somebody clicked Deny on the page that asks for access. Connect again and choose Allow.':
    'Qualcuno ha scelto Nega nella pagina che chiede l’accesso. Collegarsi di nuovo e scegliere Consenti.',
  [`The Callback URL differs from the one in ${APP} > OAuth Settings: both have to be the same, byte by byte.`]: `L’URL di callback è diverso da quello in ${APP_IT} > OAuth Settings: devono essere uguali, lettera per lettera.`,
  [`The signature or the time of the assertion is not right. Compare the clock of this machine, and upload the certificate again in ${APP} > Settings > OAuth Settings > JWT Bearer Flow ("rondine connections certificate NAME" prints it).`]: `La firma o l’ora dell’asserzione non è giusta. Confrontare l’orologio di questa macchina, e caricare di nuovo il certificato in ${APP_IT} > Settings > OAuth Settings > JWT Bearer Flow (si scarica nelle impostazioni della connessione).`,
  'Too many sign-ins of this user within an hour; Salesforce refuses more for a while.':
    'Troppi accessi di questo utente in un’ora; per un po’ Salesforce ne rifiuta altri.',
  'Salesforce could not issue a token just now ({error}).':
    'Salesforce ora non è riuscita a emettere un token ({error}).',
  'Salesforce limits sign-ins for now.': 'Per ora Salesforce limita gli accessi.',
  'The Salesforce {endpoint} endpoint gave no answer.': 'L’endpoint {endpoint} di Salesforce non ha risposto.',
  'The Salesforce token endpoint answered {status} without a usable token.':
    'L’endpoint dei token di Salesforce ha risposto {status} senza un token utilizzabile.',

  // Connecting in the browser.
  'Connected to {~org} as {username}.': 'Collegamento riuscito con {org} come {username}.',
  'Connected to {~org}.': 'Collegamento riuscito con {org}.',
  'the {kind} org {org}': 'l’org {org} ({kind})',
  'the org "{name}" ({id}) as {username}': 'l’org «{name}» ({id}) come {username}',
  'the org "{name}" ({id})': 'l’org «{name}» ({id})',
  'the org {org}': 'l’org {org}',
  'Nobody has to consent: this connection signs in by itself, {~how}. Look at it with "rondine connections check NAME".':
    'Nessuno deve acconsentire: questa connessione accede da sé, {how}. La si controlla con la verifica.',
  'with its certificate': 'con il suo certificato',
  'as its Run As user': 'come il suo utente «Run As»',
  'Salesforce sends browsers back to https:// only, not to {uri}. Set RONDINE_PUBLIC_URL to the https:// address of this server, or set "grant" to "pasted_code" and paste the address that the browser ends at.':
    'Salesforce rimanda i browser solo a https://, non a {uri}. Impostare RONDINE_PUBLIC_URL sull’indirizzo https:// di questo server, o «grant» su «pasted_code» e incollare l’indirizzo a cui arriva il browser.',
  'Salesforce did not say which org this sign-in is for, so it was not taken. Connect again in a moment.':
    'Salesforce non ha detto per quale org vale questo accesso: non è stato accettato. Riprovare fra un momento.',
  'The app did not give the scope "api". Add "Manage user data via APIs (api)" in {settings}. Then connect again; changes need up to 10 minutes.':
    'L’app non ha dato l’ambito «api». Aggiungere «Manage user data via APIs (api)» in {settings}. Poi collegarsi di nuovo; le modifiche richiedono fino a 10 minuti.',
  'The app did not give a refresh token, so the connection would end with the session. Add "Perform requests at any time (refresh_token, offline_access)" in {settings}. Then connect again; changes need up to 10 minutes.':
    'L’app non ha dato un token di aggiornamento: la connessione finirebbe con la sessione. Aggiungere «Perform requests at any time (refresh_token, offline_access)» in {settings}. Poi collegarsi di nuovo; le modifiche richiedono fino a 10 minuti.',
  'You gave {given}, I use {used}.': 'Indicato {given}, si usa {used}.',
  'The login URL {given} is not encrypted: http:// is for this machine only. Give it with https://.':
    'L’URL di accesso {given} non è cifrato: http:// vale solo per questa macchina. Indicarlo con https://.',
  'Nobody can sign in at {given}. Give My Domain of the org (Setup > My Domain shows it, https://<domain>.my.salesforce.com), https://login.salesforce.com, or https://test.salesforce.com for a sandbox.':
    'Su {given} nessuno può accedere. Indicare il dominio dell’org (lo mostra Setup > My Domain, https://<domain>.my.salesforce.com), https://login.salesforce.com, o https://test.salesforce.com per una sandbox.',
  'This sign-in leads to {~other}, but the connection is for {~ours}. Nothing was changed. Sign in to that org (log out of the other one in the browser first), or, if the connection shall move (a refreshed sandbox is another org too), disconnect it first: "rondine connections disconnect NAME".':
    'Questo accesso porta a {other}, ma la connessione è per {ours}. Non è cambiato nulla. Accedere a quella org (prima uscire dall’altra nel browser) oppure, se la connessione deve spostarsi (anche una sandbox aggiornata è un’altra org), prima scollegarla nelle impostazioni della connessione.',
  'There is no code in this. Copy the whole address from the address bar of the browser, after "Allow": it has "code=" in it, such as https://login.salesforce.com/?code=aPrx…':
    'Qui non c’è un codice. Copiare l’intero indirizzo dalla barra del browser, dopo «Consenti»: contiene «code=», per esempio https://login.salesforce.com/?code=aPrx…',
  'Hand it to the admin of the org: {~where}.': 'Da consegnare all’amministratore dell’org: {where}.',
  'It has expired: make a new one with --new. Hand it to the admin of the org: {~where}.':
    'È scaduto: crearne uno nuovo. Da consegnare all’amministratore dell’org: {where}.',
  'Client credentials need the Consumer Secret: enter it in the connection.':
    'Le credenziali client richiedono il Segreto del Consumatore: inserirlo nella connessione.',
  'The connection has no certificate yet: make it with "rondine connections certificate NAME" and upload it to the app.':
    'La connessione non ha ancora un certificato: scaricarlo dalle impostazioni della connessione e caricarlo nell’app.',
  'A certificate signs in a user: enter the username in the connection.':
    'Un certificato fa accedere un utente: inserire il nome utente nella connessione.',
  'The connection has no refresh token: connect the org again.':
    'La connessione non ha un token di aggiornamento: collegare di nuovo l’org.',
  'The connection has no refresh token yet: connect the org with "rondine connections connect NAME".':
    'La connessione non ha ancora un token di aggiornamento: collegare l’org con il pulsante.',
  'The private key of the connection cannot be read: it has to be an RSA key in PEM. Make a new one with "rondine connections certificate NAME --new" and upload its certificate.':
    'La chiave privata della connessione è illeggibile: deve essere una chiave RSA in PEM. Crearne una nuova con il certificato, nelle impostazioni della connessione, e caricare il certificato.',
  'Salesforce refuses this session: {~cure}': 'Salesforce rifiuta questa sessione: {cure}',
  'its token lacks the scope "api". Add "Manage user data via APIs (api)" to the app and connect again.':
    'al suo token manca l’ambito «api». Aggiungere all’app «Manage user data via APIs (api)» e collegarsi di nuovo.',
  'Salesforce issues a token but refuses it at once. Check the session policies of the app (Setup > External Client App Manager > your app > Policies) and the login hours and IP ranges of the user, then connect again.':
    'Salesforce emette un token ma subito lo rifiuta. Verificare le regole di sessione dell’app (Setup > External Client App Manager > la propria app > Policies) e gli orari e gli intervalli IP di accesso dell’utente, poi collegarsi di nuovo.',
};
