import type { Texts } from '../../base/translate.ts';

/** What the channels of all providers say alike, in Italian. */
export const it: Texts = {
  'API address': 'Indirizzo dell’API',
  Token: 'Token',
  Sender: 'Mittente',
  'Access token': 'Token di accesso',
  'Verify token': 'Token di verifica',
  'Webhook address': 'Indirizzo del webhook',
  Webhook: 'Webhook',
  Statuses: 'Stati',
  Messages: 'Messaggi',
  'Callback URL': 'URL di callback («Callback URL»)',
  'an address that cannot be read': 'un indirizzo illeggibile',
  'the one in the connection': 'quello della connessione',
  'Show “typing…”': 'Mostra «sta scrivendo…»',
  'For about five seconds after each message of a person.':
    'Per circa cinque secondi dopo ogni messaggio di una persona.',
  'Choice that shares the phone number': 'Scelta che condivide il numero di telefono',
  'A choice with this id becomes the button by which a person shares their number.':
    'Una scelta con questo id diventa il pulsante con cui la persona condivide il proprio numero.',
  Country: 'Paese',

  // Cures that several checks have.
  'Wait a few minutes and check again.': 'Attendere qualche minuto e ripetere la verifica.',
  'Wait a minute and check again.': 'Attendere un minuto e ripetere la verifica.',
  'Check that this machine reaches the API address of the connection.':
    'Verificare che questa macchina raggiunga l’indirizzo dell’API della connessione.',
  'Check that this machine reaches the Graph API address, and look at Meta’s status page.':
    'Verificare che questa macchina raggiunga l’indirizzo della Graph API, e guardare la pagina di stato di Meta.',
  'Connect the connection once: without it nobody learns whether a message arrived.':
    'Registrare il webhook una volta: altrimenti nessuno sa se un messaggio è arrivato.',
  'Statuses are reported to {address}.': 'Gli stati vengono comunicati a {address}.',
  'No address for statuses is known.': 'Non è noto un indirizzo per gli stati.',
  'Messages come to this server.': 'I messaggi arrivano a questo server.',
  'Messages to this sender go to another address, or nowhere.':
    'I messaggi a questo mittente vanno a un altro indirizzo, o da nessuna parte.',
  'Connect the connection again, which puts this server’s address there.':
    'Registrare di nuovo il webhook: così vi viene messo l’indirizzo di questo server.',

  // Why a message was refused.
  '{who} refused the message for a reason we do not know.':
    '{who} ha rifiutato il messaggio per un motivo sconosciuto.',
  '{who} error {code}: {~why}.': 'Errore {code} di {who}: {why}.',
  '{who} answered with HTTP {status} but no message id: the message may have been sent.':
    '{who} ha risposto con HTTP {status} ma senza id del messaggio: potrebbe essere stato inviato.',
  '{who} answered with HTTP {status}, but not as expected.':
    '{who} ha risposto con HTTP {status}, ma non come previsto.',
  'The contact has no phone number; add one with its prefix.':
    'Il contatto non ha un numero di telefono: aggiungerne uno con il prefisso.',
  'The contact has no phone number; add one.': 'Il contatto non ha un numero di telefono: aggiungerlo.',
  'SMS cannot carry content of the kind {kind}.': 'Gli SMS non trasmettono contenuti di tipo {kind}.',
  'The {media} has neither a link nor a file.': 'Il contenuto ({media}) non ha né un link né un file.',
  'The file has {bytes} bytes, at most {most} are taken. Ask for a smaller one.':
    'Il file ha {bytes} byte, se ne accettano al massimo {most}. Chiederne uno più piccolo.',
  'The file has {bytes} bytes, at most {most} are taken. Ask for a smaller one, or raise the limit.':
    'Il file ha {bytes} byte, se ne accettano al massimo {most}. Chiederne uno più piccolo, o alzare il limite.',
  'A file could not be fetched: {~what}.': 'Non è stato possibile scaricare un file: {what}.',
};
