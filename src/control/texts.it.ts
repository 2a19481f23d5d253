import type { Texts } from '../base/translate.ts';

/** What is said of connections of all kinds, in Italian. */
export const it: Texts = {
  'Approved messages': 'Messaggi approvati',
  'See what the other findings say, and look again.': 'Vedere che cosa dicono gli altri esiti, e controllare di nuovo.',
  'There is none.': 'Non ce ne sono.',
  '{count} approved.': '{count} approvati.',
  '{count} approved, {~more}': '{count} approvati, {more}',
  '{count} pending, {~more}': '{count} in attesa, {more}',
  '{count} rejected, {~more}': '{count} respinti, {more}',
  '{count} paused, {~more}': '{count} sospesi, {more}',
  '{count} pending.': '{count} in attesa.',
  '{count} rejected.': '{count} respinti.',
  '{count} paused.': '{count} sospesi.',
  '{count} disabled.': '{count} disattivati.',
  mappings: 'Mappature',
  'Mapping of flow {flow}': 'Mappatura del flusso {flow}',
  'A {type} connection has nothing to look at.': 'In una connessione {type} non c’è nulla da controllare.',
  'Looking every {every} is {calls} calls a day, {share} % of the {most} that "{connection}" allows for everything.':
    'Un controllo ogni {every} fa {calls} chiamate al giorno, il {share} % delle {most} che «{connection}» consente in tutto.',
  'Look less often, unless news has to come so fast.':
    'Controllare meno spesso, se le novità non servono così in fretta.',
  'The system behind the connection "{connection}" could not be asked whether it takes what the flow gives: {~why}':
    'Non è stato possibile chiedere al sistema della connessione «{connection}» se accetta ciò che il flusso dà: {why}',
  'Look at the connection (rondine doctor {connection}), and check the flow again.':
    'Controllare la connessione «{connection}», e verificare di nuovo il flusso.',

  // Calls from outside.
  'Nobody outside can reach this server, as far as it knows: put it behind a public https address and start it with RONDINE_PUBLIC_URL=https://….':
    'Per quanto ne sa, nessuno può raggiungere questo server dall’esterno: metterlo dietro un indirizzo https pubblico e avviarlo con RONDINE_PUBLIC_URL=https://….',
  'Nobody outside can reach this server, as far as it knows: put it behind a public https address and start it with RONDINE_PUBLIC_URL=https://….{~otherwise}':
    'Per quanto ne sa, nessuno può raggiungere questo server dall’esterno: metterlo dietro un indirizzo https pubblico e avviarlo con RONDINE_PUBLIC_URL=https://….{otherwise}',
  ' Or let the connection fetch its messages: see the guide of {channel}.':
    ' O far prendere i messaggi alla connessione: vedere la guida di {channel}.',
  'Providers call https addresses only, and RONDINE_PUBLIC_URL is {url}.{~otherwise}':
    'I fornitori chiamano solo indirizzi https, e RONDINE_PUBLIC_URL è {url}.{otherwise}',
  'This server does not find itself at {url}: look at the name, the certificate and the proxy before you go on.':
    'Questo server non trova sé stesso su {url}: prima di proseguire controllare il nome, il certificato e il proxy.',
  'The connection is in shadow mode: where the provider calls one address only, it calls your present tool no more from now on.':
    'La connessione è in modalità ombra: se il fornitore chiama un solo indirizzo, da ora non chiama più lo strumento attuale.',

  // Why a connection does not work.
  'Disconnected by {by}. Connect it again: rondine connections connect {name}':
    'Scollegata da {by}. Collegarla di nuovo.',
  'Nothing is known of this attempt to connect: the link is older than 15 minutes, is for another connection, or was not made here. Begin again with "rondine connections connect NAME".':
    'Di questo tentativo di collegamento non si sa nulla: il link ha più di 15 minuti, è di un’altra connessione, o non è stato creato qui. Ricominciare con il pulsante.',
  'The log of the server says why.': 'Il motivo è nel log del server.',
  'This link was used already. If the connection does not work, begin again with "rondine connections connect NAME".':
    'Questo link è già stato usato. Se la connessione non funziona, ricominciare con il pulsante.',
  'The connection was changed elsewhere meanwhile; the next attempt begins with that.':
    'Nel frattempo la connessione è stata modificata altrove; il prossimo tentativo parte da lì.',
  'The file is not here any more: media are kept for a time only.':
    'Il file non c’è più: i file si conservano solo per un certo tempo.',
  '{who} answered with HTTP status {status}.': '{who} ha risposto con lo stato HTTP {status}.',
  '{origin} redirects to {~where}; it was not followed. Use the address that it leads to.':
    '{origin} reindirizza a {where}; non è stato seguito. Usare l’indirizzo a cui porta.',
  'somewhere that is no web address': 'qualcosa che non è un indirizzo web',
  'an address with a user name or password': 'un indirizzo con nome utente o password',
  'an address without encryption': 'un indirizzo non cifrato',
  'Nothing was sent to {origin}: this is {~reason}. Use a public address, or have whoever runs the server add "{host}" to allowPrivate of the connection.':
    'A {origin} non è stato inviato nulla: è {reason}. Usare un indirizzo pubblico, o far aggiungere «{host}» fra i consentiti in reti private della connessione da chi gestisce il server.',
  'a loopback address, which means this machine': 'un indirizzo di loopback, cioè questa macchina',
  'an address in a private network': 'un indirizzo di una rete privata',
};
