import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...common,
  'Bot token': 'Token del bot',
  'From @BotFather, after /newbot or /token: digits, a colon, letters.':
    'Da @BotFather, dopo /newbot o /token: cifre, due punti, lettere.',
  'Webhook secret': 'Segreto del webhook',
  'Telegram sends it with every webhook. Leave it empty: connecting makes one.':
    'Telegram lo invia con ogni webhook. Lasciarlo vuoto: la registrazione ne crea uno.',
  'Fetch messages': 'Prendi i messaggi da qui',
  'For a server that Telegram cannot reach: Rondine asks for messages instead of being called.':
    'Per un server che Telegram non può raggiungere: Rondine chiede i messaggi invece di essere chiamata.',
  'Bot API address': 'Indirizzo della Bot API',

  // What a look from outside finds.
  'Connect the connection again: that registers the webhook with everything it needs.':
    'Registrare di nuovo il webhook: così ha tutto ciò che serve.',
  'the bot': 'il bot',
  '{name}: https://t.me/{username}': '{name}: https://t.me/{username}',
  'No webhook is set: messages are fetched.': 'Nessun webhook è impostato: i messaggi vengono presi da qui.',
  'Telegram sends the messages to {~host}, so they cannot be fetched.':
    'Telegram invia i messaggi a {host}: non si possono prendere da qui.',
  'Connect the connection again: that removes the webhook.': 'Registrare di nuovo: così il webhook viene tolto.',
  'Telegram has no address to send messages to.': 'Telegram non ha un indirizzo a cui inviare i messaggi.',
  'Telegram sends messages to {~host}': 'Telegram invia i messaggi a {host}',
  'Telegram sends messages to {~host}.': 'Telegram invia i messaggi a {host}.',
  '{~sends}, but not: {missing}.': '{sends}, ma non: {missing}.',
  'Telegram sends messages to {~host}, but not: {missing}.': 'Telegram invia i messaggi a {host}, ma non: {missing}.',
  Delivery: 'Consegna',
  'No delivery has failed.': 'Nessuna consegna è fallita.',
  'A delivery failed at {at}: {error}.': 'Una consegna è fallita alle {at}: {error}.',
  'Look whether the public address answers from the internet, with a certificate that browsers trust; then connect again.':
    'Verificare che l’indirizzo pubblico risponda da internet, con un certificato accettato dai browser; poi registrare di nuovo il webhook.',
  Waiting: 'In attesa',
  'One update waits at Telegram.': 'Presso Telegram attende un aggiornamento.',
  '{waiting} updates wait at Telegram.': 'Presso Telegram attendono {waiting} aggiornamenti.',
  'They come by themselves once the webhook is taken again. Telegram drops what is older than a day.':
    'Arrivano da soli appena il webhook torna a rispondere. Telegram elimina ciò che ha più di un giorno.',
  Groups: 'Gruppi',
  'The bot {~can} be put into groups; privacy mode is {~mode}.':
    'Il bot {can} essere aggiunto ai gruppi; la modalità privacy è {mode}.',
  can: 'può',
  cannot: 'non può',
  on: 'attiva',
  off: 'disattivata',
  'Groups are not served. In @BotFather: /setjoingroups → Disable, and /setprivacy → Enable.':
    'I gruppi non sono gestiti. In @BotFather: /setjoingroups → Disable, e /setprivacy → Enable.',
  'In @BotFather send /mybots, choose the bot, then “API Token”, and copy the token into the connection.':
    'In @BotFather inviare /mybots, scegliere il bot, poi «API Token», e copiare il token nella connessione.',
  'Check that this machine reaches the Bot API address of the connection.':
    'Verificare che questa macchina raggiunga l’indirizzo della Bot API della connessione.',

  // Connecting and fetching.
  '{~bot} has no webhook any more: Rondine asks Telegram for its messages.':
    '{bot} non ha più un webhook: Rondine chiede a Telegram i suoi messaggi.',
  'Telegram sends what people write to {~bot} to {url}.': 'Telegram invia a {url} ciò che le persone scrivono a {bot}.',
  '@the bot': 'il bot',
  'Telegram refuses the address {url}: it must begin with https, have port 443, 80, 88 or 8443 and be reachable from the internet. Correct the public address, or let the connection fetch its messages.':
    'Telegram rifiuta l’indirizzo {url}: deve iniziare con https, avere la porta 443, 80, 88 o 8443 ed essere raggiungibile da internet. Correggere l’indirizzo pubblico, o far prendere i messaggi alla connessione.',
  'Telegram answered with HTTP status {status} and nothing that can be read.':
    'Telegram ha risposto con lo stato HTTP {status} e nulla di leggibile.',
  'Telegram answered a request for news with something else.': 'Telegram ha risposto altro a una richiesta di novità.',
  'Another program fetches the messages of this bot. Stop it, or give it a bot of its own.':
    'Un altro programma prende i messaggi di questo bot. Fermarlo, o dargli un bot suo.',
  'Telegram sends this bot’s messages to {~host}, so they cannot be fetched. Connect the connection again: that removes the webhook.':
    'Telegram invia i messaggi di questo bot a {host}: non si possono prendere da qui. Registrare di nuovo: così il webhook viene tolto.',
  'a webhook': 'un webhook',

  // Why a message was refused.
  'Telegram error {code}: {~why}.': 'Errore {code} di Telegram: {why}.',
  'the bot token is not accepted; copy it from @BotFather into the connection':
    'il token del bot non è accettato; copiarlo da @BotFather nella connessione',
  'the bot may not write to this person': 'il bot non può scrivere a questa persona',
  'there is no bot with this token; copy it from @BotFather into the connection':
    'non esiste un bot con questo token; copiarlo da @BotFather nella connessione',
  'a webhook is set, or another program fetches this bot’s messages':
    'è impostato un webhook, o un altro programma prende i messaggi di questo bot',
  'the bot has sent too much in a short time': 'il bot ha inviato troppo in poco tempo',
  'the person has blocked the bot': 'la persona ha bloccato il bot',
  'the person’s account no longer exists': 'l’account della persona non esiste più',
  'the bot was put out of the chat': 'il bot è stato tolto dalla chat',
  'the person has not written to the bot yet, and a bot cannot write first':
    'la persona non ha ancora scritto al bot, e un bot non può scrivere per primo',
  'nobody known to this bot has this id': 'nessuno noto a questo bot ha questo id',
  'The contact has no Telegram chat yet: a bot can write only to people who have written to it.':
    'Il contatto non ha ancora una chat Telegram: un bot può scrivere solo a chi gli ha scritto.',
  'Telegram answered without a message id: the message may have been sent.':
    'Telegram ha risposto senza id del messaggio: potrebbe essere stato inviato.',
  'Telegram does not say where the file lies.': 'Telegram non dice dove si trova il file.',
  'Telegram does not hand out this file: it is gone, or larger than the 20 MB that bots may fetch.':
    'Telegram non consegna questo file: non c’è più, o supera i 20 MB che un bot può scaricare.',
  'Telegram does not hand out this file.': 'Telegram non consegna questo file.',
  'Telegram has no templates; send the words as a text.': 'Telegram non ha modelli: inviare le parole come testo.',
  'Telegram shows no words under a sticker; send them as a text.':
    'Telegram non mostra parole sotto uno sticker: inviarle come testo.',
};
