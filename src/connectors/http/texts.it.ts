import type { Texts } from '../../base/translate.ts';

/** What this connector says, in Italian. */
export const it: Texts = {
  'Base URL': 'URL di base',
  'Steps give paths below it, and reach nothing else. Without it they give whole addresses. Credentials need it.':
    'I passi indicano percorsi al suo interno e non raggiungono altro. Se manca, indicano indirizzi interi. È necessario per le credenziali.',
  Headers: 'Intestazioni',
  'Sent with every request. Not for keys and tokens: they have fields of their own, stored encrypted.':
    'Inviate con ogni richiesta. Non per chiavi e token: hanno campi propri, conservati cifrati.',
  'Bearer token': 'Token Bearer',
  'Sent as Authorization: Bearer.': 'Inviato come Authorization: Bearer.',
  'User name': 'Nome utente',
  'For HTTP Basic; a user name holds no colon.': 'Per HTTP Basic; un nome utente non contiene due punti.',
  Password: 'Password',
  'For HTTP Basic.': 'Per HTTP Basic.',
  'API key': 'Chiave API («API key»)',
  'The whole value, with a prefix such as "Token " where the other system wants one.':
    'L’intero valore, con un prefisso come «Token » se l’altro sistema lo vuole.',
  'Header of the API key': 'Intestazione della chiave API',
  'X-API-Key unless told.': 'Se manca: X-API-Key.',
  'Query parameter of the API key': 'Parametro della chiave API nell’indirizzo',
  'For systems that read the key from the address; it is then sent in no header.':
    'Per sistemi che leggono la chiave dall’indirizzo; allora non va in nessuna intestazione.',
  'OAuth2 grant': 'Concessione OAuth2',
  'client_credentials: the connection signs in for itself. refresh_token: a person consented once. Takes the place of bearer token and password.':
    'client_credentials: la connessione accede da sé. refresh_token: una persona ha acconsentito una volta. Sostituisce token Bearer e password.',
  'Token URL': 'URL dei token',
  'Where OAuth2 access tokens are asked for.': 'Dove si chiedono i token di accesso OAuth2.',
  'Client ID': 'ID del client',
  'Client secret': 'Segreto del client',
  'Client secret goes into': 'Il segreto del client va in',
  'body: the form of the token request. basic: an Authorization header.':
    'body: nel modulo della richiesta del token. basic: in un’intestazione Authorization.',
  'Refresh token (kept up to date)': 'Token di aggiornamento (tenuto aggiornato)',
  'Replaced when it is rotated.': 'Sostituito quando viene ruotato.',
  Scope: 'Scope',
  'Separated by spaces.': 'Separati da spazi.',
  Audience: 'Destinatario («audience»)',
  'Where the token URL asks for one.': 'Se l’URL dei token ne chiede uno.',
  'Access token (kept up to date)': 'Token di accesso (tenuto aggiornato)',
  'Access token valid until (kept up to date)': 'Token di accesso valido fino a (tenuto aggiornato)',
  'Epoch milliseconds.': 'Millisecondi epoch.',
  'Allowed in private networks': 'Consentiti in reti private',
  'Hosts, addresses and ranges of your own network that this connection may reach, best with their port. Everything else must be public.':
    'Host, indirizzi e intervalli della propria rete che questa connessione può raggiungere, meglio con la porta. Tutto il resto deve essere pubblico.',
  'Time limit in milliseconds': 'Tempo massimo in millisecondi',
  'For a whole request, redirects included.': 'Per un’intera richiesta, reindirizzamenti compresi.',
  'Largest answer in bytes': 'Risposta massima in byte',
  'Counted after unpacking.': 'Contata dopo la decompressione.',

  // Operations.
  'HTTP request': 'Richiesta HTTP',
  'Sends a request to another system and keeps status, headers and body of the answer.':
    'Invia una richiesta a un altro sistema e tiene stato, intestazioni e corpo della risposta.',
  'Fetch variables': 'Leggi variabili',
  'Sends a request to another system and takes values out of its JSON answer, each by a path.':
    'Invia una richiesta a un altro sistema e prende valori dalla sua risposta JSON, ciascuno con un percorso.',
  'URL or path': 'URL o percorso',
  'A whole address; with a base URL in the connection, a path below it.':
    'Un indirizzo intero; con un URL di base nella connessione, un percorso al suo interno.',
  Method: 'Metodo',
  Query: 'Parametri dell’indirizzo',
  'Added to the address, encoded as it has to be. A list gives its name once for each value.':
    'Aggiunti all’indirizzo, codificati come si deve. Un elenco ripete il nome per ogni valore.',
  'Credentials belong into the connection, where they are stored encrypted.':
    'Le credenziali stanno nella connessione, dove sono conservate cifrate.',
  'Body as JSON': 'Corpo come JSON',
  'At most one body.': 'Al massimo un corpo.',
  'Body as form': 'Corpo come modulo',
  'Fields as a web form sends them.': 'Campi come li invia un modulo web.',
  'Body as text': 'Corpo come testo',
  'Plain text unless a content-type header says otherwise.':
    'Testo semplice, se un’intestazione content-type non dice altro.',
  'Body as bytes': 'Corpo come byte',
  'Written in base64.': 'Scritti in base64.',
  'For the whole request, redirects included; the connection has one for all.':
    'Per l’intera richiesta, reindirizzamenti compresi; la connessione ne ha uno per tutte.',
  'Statuses that count as done': 'Stati che valgono come riusciti',
  '2xx unless told. A redirect named by its number is not followed.':
    'Se manca: 2xx. Un reindirizzamento indicato con il suo numero non viene seguito.',
  'Idempotency header': 'Intestazione di idempotenza',
  'Where the other system recognises a repeated request by a key: the header that takes it. Then POST and PATCH are repeated after a lost answer.':
    'Se l’altro sistema riconosce da una chiave una richiesta ripetuta: l’intestazione che la porta. Allora POST e PATCH si ripetono dopo una risposta persa.',
  'Harmless to repeat': 'Ripetibile senza danni',
  'Say so where POST or PATCH changes nothing, or the same twice: it is repeated after a lost answer.':
    'Da attivare se POST o PATCH non cambia nulla, o due volte lo stesso: dopo una risposta persa si ripete.',
  Variables: 'Variabili',
  'Name of each value, and the JSONPath (RFC 9535) where it stands in the answer.':
    'Nome di ogni valore, e il JSONPath (RFC 9535) dove si trova nella risposta.',
  'Needed variables': 'Variabili necessarie',
  'Without one of these the step fails; any other that is missing is null.':
    'Se ne manca una il passo fallisce; ogni altra che manca è null.',
  Status: 'Stato',
  'Names in small letters.': 'Nomi in minuscolo.',
  Body: 'Corpo',
  'JSON parsed, text as it is; empty for what is neither.': 'JSON già letto, testo così com’è; vuoto per il resto.',
  'Milliseconds that it took': 'Millisecondi impiegati',
  Values: 'Valori',
  'One for each variable.': 'Uno per ogni variabile.',

  // What a look from outside finds.
  Configuration: 'Configurazione',
  'Nothing is missing.': 'Non manca nulla.',
  'Access token': 'Token di accesso',
  'The token URL gives access tokens.': 'L’URL dei token dà token di accesso.',
  Requests: 'Richieste',
  'Without a base URL there is nothing to try; requests name addresses.':
    'Senza URL di base non c’è nulla da provare: gli indirizzi stanno nelle richieste.',
  '{origin} answers (status {status}).': '{origin} risponde (stato {status}).',
  'Add the host with its port to allowPrivate, if it is meant.':
    'Aggiungere l’host con la porta a «Consentiti in reti private», se è voluto.',
  'Correct the credentials in the connection as the message says.':
    'Correggere le credenziali nella connessione come dice il messaggio.',
  'Check what these credentials may do there.': 'Verificare che cosa possono fare queste credenziali.',
  'Correct the field that the message names.': 'Correggere il campo indicato nel messaggio.',
  'Try again in a moment; if it stays, check the address and the way from this server to it.':
    'Riprovare fra un momento; se resta così, verificare l’indirizzo e la via da questo server.',
  'This connection is not complete: {~trouble}': 'Questa connessione non è completa: {trouble}',
  'it has credentials but no base URL. Enter one, so that they go nowhere else.':
    'ha credenziali ma non un URL di base. Inserirlo, perché non vadano altrove.',
  'its headers hold Authorization or Cookie in clear. Enter the value as API key, with that name as its header.':
    'le intestazioni contengono Authorization o Cookie in chiaro. Inserire il valore come chiave API, con quel nome come intestazione.',
  'two credentials want the Authorization header. Leave one of them out.':
    'due credenziali vogliono l’intestazione Authorization. Toglierne una.',
  '{grant} needs {missing}.': '{grant} richiede {missing}.',
  'The token URL gave no answer.': 'L’URL dei token non ha risposto.',
  'The token URL limits sign-ins for now.': 'L’URL dei token per ora limita gli accessi.',
  'The token URL refuses this connection ({error}). {~cure}':
    'L’URL dei token rifiuta questa connessione ({error}). {cure}',
  'Connect it again: the refresh token was revoked, has expired, or was rotated by another program.':
    'Collegarla di nuovo: il token di aggiornamento è stato revocato, è scaduto, o ruotato da un altro programma.',
  'Check client ID and client secret, and whether the secret goes into the body or a header.':
    'Verificare ID e segreto del client, e se il segreto va nel corpo o in un’intestazione.',
  'Allow this grant for the client at the other system.':
    'Consentire questa concessione al client presso l’altro sistema.',
  'Choose a grant that the token URL supports.': 'Scegliere una concessione che l’URL dei token supporta.',
  'Correct the scope.': 'Correggere lo scope.',
  'Correct the audience.': 'Correggere il destinatario.',
  'Check the token URL, the scope and the audience.': 'Verificare URL dei token, scope e destinatario.',
  'Allow the client at the other system.': 'Consentire il client presso l’altro sistema.',
  'The token URL refuses client ID and client secret. Correct them in the connection.':
    'L’URL dei token rifiuta ID e segreto del client. Correggerli nella connessione.',
  'The token URL answered {status}. Correct it in the connection.':
    'L’URL dei token ha risposto {status}. Correggerlo nella connessione.',
  'The token URL answered {status} without a usable token.':
    'L’URL dei token ha risposto {status} senza un token utilizzabile.',
  'Nothing was sent to {~host}: {~why}': 'A {host} non è stato inviato nulla: {why}',
  'this address': 'questo indirizzo',
};
