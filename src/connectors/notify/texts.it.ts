import type { Texts } from '../../base/translate.ts';

/** What this connector says, in Italian. */
export const it: Texts = {
  Way: 'Mezzo',
  'smtp: by mail. slack, teams: into a channel there. webhook: to a program of yours.':
    'smtp: per e-mail. slack, teams: in un loro canale. webhook: a un programma proprio.',
  'Webhook URL': 'URL del webhook («Webhook URL»)',
  'slack, teams, webhook: where to post. Whoever knows it can post too.':
    'slack, teams, webhook: dove pubblicare. Chi lo conosce può pubblicarvi.',
  'Signing secret': 'Segreto di firma',
  'webhook: signs what is posted.': 'webhook: firma ciò che viene pubblicato.',
  'Mail server': 'Server di posta',
  'smtp: its name.': 'smtp: il suo nome.',
  Port: 'Porta',
  'smtp: 587 for starttls, 465 for implicit, 25 for none, when it is unset.':
    'smtp: se vuota, 587 per starttls, 465 per implicit, 25 per none.',
  Encryption: 'Cifratura',
  'smtp: starttls and implicit refuse a server without TLS; none is for a relay on this machine.':
    'smtp: starttls e implicit rifiutano un server senza TLS; none è per un relay su questa macchina.',
  User: 'Utente',
  'smtp: empty when the server asks for none.': 'smtp: vuoto se il server non lo chiede.',
  Password: 'Password',
  From: 'Da',
  'smtp: address that the mail comes from.': 'smtp: indirizzo da cui arriva l’e-mail.',
  'Name of the sender': 'Nome del mittente',
  'Reply to': 'Rispondi a',
  'smtp: address that answers go to.': 'smtp: indirizzo a cui vanno le risposte.',
  To: 'A',
  'smtp: who gets notices that name nobody.': 'smtp: chi riceve gli avvisi che non indicano nessuno.',
  'Notify staff': 'Avvisa il personale',
  'Tells colleagues something: by mail, in Slack or Teams, or to a program of your own.':
    'Comunica qualcosa ai colleghi: per e-mail, in Slack o Teams, o a un programma proprio.',
  'Mail only: addresses. Unset: those of the connection.':
    'Solo e-mail: indirizzi. Se manca: quelli della connessione.',
  Subject: 'Oggetto',
  Text: 'Testo',
  'Plain text.': 'Testo semplice.',
  Fields: 'Campi',
  'Facts by their label, such as { "Phone": "{{ contact.phone }}" }.':
    'Dati per etichetta, per esempio { "Telefono": "{{ contact.phone }}" }.',
  Link: 'Link',
  'Address to open.': 'Indirizzo da aprire.',
  Severity: 'Gravità',
  'How much it matters.': 'Quanto è importante.',
  Id: 'Id',
  'Message-ID of the mail; elsewhere the key of the notice.': 'Message-ID dell’e-mail; altrove la chiave dell’avviso.',
  Rejected: 'Rifiutati',
  'Addresses that the mail server did not take.': 'Indirizzi che il server di posta non ha accettato.',

  'Way to {kind}': 'Via per {kind}',
  'It answers and accepts this connection.': 'Risponde e accetta questa connessione.',
  'Correct the connection as the message says.': 'Correggere la connessione come dice il messaggio.',
  'Check the address in the connection and the way there from this server, then try again.':
    'Verificare l’indirizzo nella connessione e la via da questo server, poi riprovare.',
  'The connection of kind "{kind}" has no "{field}". Add it to the connection.':
    'La connessione di tipo «{kind}» non ha «{field}». Aggiungerlo alla connessione.',
  'What answered with status {status} was not {~who}. Check the address, and proxies on the way.':
    'A rispondere con stato {status} non è stato {who}. Verificare l’indirizzo, e i proxy sulla via.',
  'The webhook': 'il webhook',
  'The notice names no recipient, and the connection has none either. Fill in "to" in one of them.':
    'L’avviso non indica destinatari, e nemmeno la connessione. Compilare «A» in uno dei due.',
  'The mail server refused with {reply}. {~cure}': 'Il server di posta ha rifiutato con {reply}. {cure}',
  'No way to sign in to the mail server. {~cure}': 'Non è possibile accedere al server di posta. {cure}',
  'The mail could not be written. {~cure}': 'L’e-mail non è stata scritta. {cure}',
  'The mail server cannot be reached ({code}). {~cure}': 'Il server di posta non è raggiungibile ({code}). {cure}',
  'The connection to the mail server was lost ({~code}). The mail may have been sent.':
    'La connessione al server di posta si è persa ({code}). L’e-mail potrebbe essere stata inviata.',
  'no reason given': 'nessun motivo indicato',
  'Correct user and password of the connection; some providers want a password for apps.':
    'Correggere utente e password della connessione; alcuni fornitori vogliono una password per le app.',
  'Let the mail server accept this sender, or use an address of your own domain as From.':
    'Far accettare questo mittente al server di posta, o usare in «Da» un indirizzo del proprio dominio.',
  'Check the addresses and the length of the text.': 'Verificare gli indirizzi e la lunghezza del testo.',
  'It is tried again, more slowly.': 'Si riprova, più lentamente.',
  'It is tried again; if it stays, check name, port and encryption of the connection.':
    'Si riprova; se resta così, verificare nome, porta e cifratura della connessione.',
  'Slack refused the notice: {word}. {~cure}': 'Slack ha rifiutato l’avviso: {word}. {cure}',
  'Create a new incoming webhook in Slack and put its URL into the connection.':
    'Creare in Slack un nuovo «incoming webhook» e metterne l’URL nella connessione.',
  'Let an admin of the workspace allow the webhook to post there.':
    'Far consentire al webhook di pubblicarvi da un amministratore dello spazio di lavoro.',
  'Restore the channel, or create a webhook for another one.':
    'Ripristinare il canale, o creare un webhook per un altro.',
  'Change the notice.': 'Cambiare l’avviso.',
  'Teams does not accept the address (status {status}). Check that the workflow is there, is on and lets anyone post, and put its URL into the connection.':
    'Teams non accetta l’indirizzo (stato {status}). Verificare che il flusso di lavoro esista, sia attivo e permetta a chiunque di pubblicare, e metterne l’URL nella connessione.',
  'Teams refused the notice as too large. Shorten its text or give it fewer fields.':
    'Teams ha rifiutato l’avviso perché troppo grande. Accorciarne il testo o dargli meno campi.',
};
