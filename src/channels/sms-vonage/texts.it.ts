import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...common,
  'API key': 'Chiave API («API key»)',
  'Eight characters; the dashboard’s home page shows it under API settings.':
    'Otto caratteri; la pagina iniziale della dashboard la mostra sotto API settings.',
  'A number of the account, digits with the country’s prefix, or a name of up to 11 characters.':
    'Un numero dell’account, cifre con il prefisso del Paese, o un nome di al massimo 11 caratteri.',
  'API secret': 'Segreto API («API secret»)',
  'Seconds for which a signature holds': 'Secondi di validità di una firma',
  'Raise it where repetitions of webhooks that were missed are refused.':
    'Aumentarli se vengono rifiutate le ripetizioni di webhook persi.',
  'Beside the API key.': 'Accanto alla chiave API.',
  'Signature secret': 'Segreto della firma («Signature secret»)',
  'API settings → Signed webhooks. Vonage signs messages and statuses with it.':
    'API settings → Signed webhooks. Vonage firma con questo messaggi e stati.',
  'Previous signature secret': 'Segreto della firma precedente',
  'Set while the secret is being changed: either is taken.':
    'Da impostare mentre si cambia il segreto: valgono entrambi.',
  'Signature method': 'Metodo di firma («Signature method»)',
  'As chosen beside the secret.': 'Come scelto accanto al segreto.',
  'Address for statuses': 'Indirizzo per gli stati',
  'Where Vonage reports what became of messages; connecting fills it in.':
    'Dove Vonage comunica l’esito dei messaggi; la registrazione del webhook lo compila.',
  'Vonage accepts key and secret.': 'Vonage accetta chiave e segreto.',
  Credit: 'Credito',
  'The account has € {amount}.': 'L’account ha € {amount}.',
  'Top it up: dashboard → Billing and payments. Nothing is sent without credit.':
    'Ricaricarlo: dashboard → Billing and payments. Senza credito non si invia nulla.',
  'Copy API key and secret anew from dashboard → API settings into the connection.':
    'Copiare di nuovo nella connessione chiave e segreto API da dashboard → API settings.',
  'Check that this machine reaches the API address, and look at Vonage’s status page.':
    'Verificare che questa macchina raggiunga l’indirizzo dell’API, e guardare la pagina di stato di Vonage.',
  'Vonage reports statuses to {url}. For messages, enter the same address at the number.':
    'Vonage comunica gli stati a {url}. Per i messaggi, inserire lo stesso indirizzo presso il numero.',
  'Send messages here': 'Inviare qui i messaggi',
  'dashboard.nexmo.com → Numbers → Your numbers → the pencil beside the number → SMS':
    'dashboard.nexmo.com → Numbers → Your numbers → la matita accanto al numero → SMS',
  'Inbound webhook URL': 'URL in ingresso («Inbound webhook URL»)',
  'Post them': 'Inviarli con POST',
  'Webhook format': 'Formato («Webhook format»)',
  'Default SMS setting': 'Impostazione predefinita («Default SMS setting»)',
  'Sign them': 'Firmarli',

  'more messages per second than the account or the number may send':
    'più messaggi al secondo di quanti l’account o il numero può inviare',
  'too many connections of the account at once': 'troppe connessioni dell’account insieme',
  'something went wrong on Vonage’s side': 'si è verificato un problema presso Vonage',
  'API key and secret do not belong together; copy them anew into the connection':
    'chiave e segreto API non corrispondono; copiarli di nuovo nella connessione',
  'the account wants signed requests; allow requests with the API secret in its settings':
    'l’account vuole richieste firmate; consentire nelle impostazioni le richieste con il segreto API',
  'a parameter is missing': 'manca un parametro',
  'a parameter has a value that is not allowed; most often it is the number':
    'un parametro ha un valore non ammesso; di solito è il numero',
  'the message cannot be understood': 'il messaggio non è comprensibile',
  'the text is too long': 'il testo è troppo lungo',
  'the sender is not allowed for this country or this account':
    'il mittente non è ammesso per questo Paese o questo account',
  'the network of this number is not supported': 'la rete di questo numero non è supportata',
  'the address for statuses is not valid': 'l’indirizzo per gli stati non è valido',
  'the number is barred from messages of ours': 'il numero è escluso dai nostri messaggi',
  'the account is barred; write to Vonage’s support': 'l’account è bloccato; scrivere all’assistenza di Vonage',
  'the account has no credit left; top it up': 'il credito dell’account è esaurito; ricaricarlo',
  'the account may not use this API': 'l’account non può usare questa API',
  'a trial account writes to its test numbers only': 'un account di prova scrive solo ai suoi numeri di prova',
  'the number is deactivated': 'il numero è disattivato',
  'the network gives no reason': 'la rete non dà un motivo',
  'the phone is switched off or out of reach': 'il telefono è spento o non raggiungibile',
  'the number is unknown or no longer exists': 'il numero è sconosciuto o non esiste più',
  'the person or the network bars these messages': 'la persona o la rete blocca questi messaggi',
  'the number went to another network and cannot be reached':
    'il numero è passato a un’altra rete e non è raggiungibile',
  'the message was taken for spam': 'il messaggio è stato preso per spam',
  'the handset takes no such messages, or its memory is full':
    'il telefono non accetta questi messaggi, o ha la memoria piena',
  'the network had a problem': 'la rete ha avuto un problema',
  'the number is not allowed': 'il numero non è ammesso',
  'the message is not allowed': 'il messaggio non è ammesso',
  'there is no way to this number': 'non c’è una via verso questo numero',
  'the network does not exist': 'la rete non esiste',
  'a general error': 'un errore generico',
  'Vonage took {accepted} of {total} parts of the message: the person sees a fragment at best. {~why}':
    'Vonage ha preso {accepted} di {total} parti del messaggio: la persona ne vede al più un frammento. {why}',
};
