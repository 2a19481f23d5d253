import type { Texts } from '../../base/translate.ts';

/** Why WhatsApp refuses a message, in Italian. */
export const errorTexts: Texts = {
  'WhatsApp refused the message for a reason we do not know.':
    'WhatsApp ha rifiutato il messaggio per un motivo sconosciuto.',
  'WhatsApp error {code}: {~why}.': 'Errore {code} di WhatsApp: {why}.',
  'the access token is not accepted; create a new one and save it in the connection':
    'il token di accesso non è accettato; crearne uno nuovo e salvarlo nella connessione',
  'the access token has expired or was revoked; create a new one and save it in the connection':
    'il token di accesso è scaduto o è stato revocato; crearne uno nuovo e salvarlo nella connessione',
  'the app lacks a permission; grant the system user whatsapp_business_messaging':
    'all’app manca un’autorizzazione; assegnare all’utente di sistema whatsapp_business_messaging',
  'the account is restricted for breaking a policy; see Business Support Home':
    'l’account è soggetto a restrizioni per la violazione di una norma; vedere Business Support Home',
  'access is denied; grant the app and the system user access to this account':
    'accesso negato; dare all’app e all’utente di sistema l’accesso a questo account',
  'the account is locked; see Business Support Home': 'l’account è bloccato; vedere Business Support Home',
  'the app has made too many calls': 'l’app ha fatto troppe chiamate',
  'the app has made too many calls of this kind': 'l’app ha fatto troppe chiamate di questo tipo',
  'the account has made too many calls': 'l’account ha fatto troppe chiamate',
  'the number sends faster than its throughput allows': 'il numero invia più in fretta di quanto gli è consentito',
  'too many messages of this number were blocked or marked as spam; look at its quality':
    'troppi messaggi di questo numero sono stati bloccati o segnalati come spam; controllarne la qualità',
  'too many messages to this one person in a short time': 'troppi messaggi alla stessa persona in poco tempo',
  'the form in this template is throttled for its errors; look at it in WhatsApp Manager':
    'il modulo di questo modello è limitato per i suoi errori; guardarlo in WhatsApp Manager',
  'the number was deregistered just now; wait five minutes':
    'il numero è stato appena deregistrato; attendere cinque minuti',
  'the number was registered too often; wait before trying again':
    'il numero è stato registrato troppe volte; attendere prima di riprovare',
  'the API had an unknown problem': 'l’API ha avuto un problema sconosciuto',
  'the service is down or overloaded': 'il servizio non è disponibile o è sovraccarico',
  'the service is temporarily unavailable': 'il servizio non è momentaneamente disponibile',
  'something went wrong on Meta’s side': 'si è verificato un problema presso Meta',
  'the account is in maintenance': 'l’account è in manutenzione',
  'the server is temporarily unavailable': 'il server non è momentaneamente disponibile',
  'more than 24 hours since the person’s last message; send a template instead':
    'sono passate più di 24 ore dall’ultimo messaggio della persona; inviare un modello',
  'the message cannot reach this person: not on WhatsApp, too old an app, or blocked':
    'il messaggio non può raggiungere questa persona: non è su WhatsApp, ha un’app troppo vecchia, o ha bloccato il numero',
  'the person is not on the test number’s list of recipients; add them there':
    'la persona non è fra i destinatari del numero di prova; aggiungerla lì',
  'sender and recipient are the same number': 'mittente e destinatario sono lo stesso numero',
  'the account may not write to people in this country': 'l’account non può scrivere a persone di questo Paese',
  'the person opted out of marketing messages': 'la persona ha rifiutato i messaggi di marketing',
  'Meta chose not to deliver this message; do not repeat it soon':
    'Meta ha scelto di non consegnare questo messaggio; non ripeterlo a breve',
  'the person is part of a Meta experiment and gets no marketing messages':
    'la persona fa parte di un esperimento di Meta e non riceve messaggi di marketing',
  'the account or number does not exist, or this token may not see it; check their IDs':
    'l’account o il numero non esiste, o questo token non può vederlo; verificarne gli ID',
  'the phone number ID does not exist or cannot be reached with this token; check the connection':
    'l’ID del numero non esiste o non è raggiungibile con questo token; controllare la connessione',
  'a parameter is wrong or not supported': 'un parametro è sbagliato o non è supportato',
  'a required parameter is missing': 'manca un parametro obbligatorio',
  'a parameter has a value that is not allowed': 'un parametro ha un valore non ammesso',
  'this type of message is not supported': 'questo tipo di messaggio non è supportato',
  'the person’s file cannot be downloaded': 'il file della persona non può essere scaricato',
  'the file cannot be taken; check its link, format and size':
    'il file non può essere accettato; verificarne link, formato e dimensione',
  'the number of parameters differs from the template’s': 'il numero di parametri è diverso da quello del modello',
  'the template does not exist in this language, or is not approved':
    'il modello non esiste in questa lingua, o non è approvato',
  'the template’s text gets too long with these parameters': 'con questi parametri il testo del modello è troppo lungo',
  'the template’s text breaks a format rule': 'il testo del modello viola una regola di formato',
  'a parameter has another format than the template wants': 'un parametro ha un formato diverso da quello del modello',
  'the template is paused for low quality; edit it or wait':
    'il modello è sospeso per bassa qualità; modificarlo o attendere',
  'the template is disabled for low quality; create a new one':
    'il modello è disattivato per bassa qualità; crearne uno nuovo',
  'the number’s display name is not approved; have it approved in WhatsApp Manager':
    'il nome visualizzato del numero non è approvato; farlo approvare in WhatsApp Manager',
  'the account has a payment problem; check its payment method':
    'l’account ha un problema di pagamento; controllare il metodo di pagamento',
  'the form in this template is blocked for its errors; mend it in WhatsApp Manager':
    'il modulo di questo modello è bloccato per i suoi errori; correggerlo in WhatsApp Manager',
  'the number could not be registered; register it anew': 'il numero non è stato registrato; registrarlo di nuovo',
  'an earlier deregistration of the number did not end; deregister it again':
    'una precedente deregistrazione del numero non è terminata; deregistrarlo di nuovo',
  'the two-step PIN of the number is wrong; reset it in WhatsApp Manager':
    'il PIN della verifica in due passaggi è sbagliato; reimpostarlo in WhatsApp Manager',
  'the number has to be verified anew before it is registered': 'il numero va verificato di nuovo prima di registrarlo',
  'too many wrong PINs; wait as long as WhatsApp Manager says':
    'troppi PIN sbagliati; attendere quanto indica WhatsApp Manager',
  'PINs were tried too fast; wait and try again': 'i PIN sono stati provati troppo in fretta; attendere e riprovare',
  'a parameter is wrong, and Meta does not say which; compare the message with its documentation':
    'un parametro è sbagliato, e Meta non dice quale; confrontare il messaggio con la documentazione',
  'the number is not registered with the Cloud API; register it':
    'il numero non è registrato presso la Cloud API; registrarlo',
};
