import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...common,
  'From partners.viber.com, on the page of the bot (“Edit info”).':
    'Da partners.viber.com, nella pagina del bot («Edit info»).',
  'Sender’s name': 'Nome del mittente',
  'People see it above each message.': 'Le persone lo vedono sopra ogni messaggio.',
  'Sender’s picture': 'Immagine del mittente',
  'Address of a picture.': 'Indirizzo di un’immagine.',
  'Welcome message': 'Messaggio di benvenuto',
  'Shown as soon as somebody opens the chat for the first time, before they write.':
    'Mostrato appena qualcuno apre la chat per la prima volta, prima che scriva.',
  'Choice that shares a place': 'Scelta che condivide una posizione',
  'A choice with this id becomes the button that opens a map.':
    'Una scelta con questo id diventa il pulsante che apre una mappa.',
  Bot: 'Bot',
  Subscribers: 'Iscritti',
  'Connect the connection again while the server runs: that registers the webhook with all it needs.':
    'Registrare di nuovo il webhook mentre il server è in funzione: così ha tutto ciò che serve.',
  'Viber has no address to send messages to.': 'Viber non ha un indirizzo a cui inviare i messaggi.',
  'Viber sends messages to {~host}': 'Viber invia i messaggi a {host}',
  'Viber sends messages to {~host}.': 'Viber invia i messaggi a {host}.',
  '{~sends}, but not: {missing}.': '{sends}, ma non: {missing}.',
  'Viber sends messages to {~host}, but not: {missing}.': 'Viber invia i messaggi a {host}, ma non: {missing}.',
  'An unknown number of': 'un numero imprecisato',
  '{~count} people have subscribed to the bot.': 'Iscritti al bot: {count}.',
  'At partners.viber.com open the bot, Edit info, and copy the token into the connection.':
    'Su partners.viber.com aprire il bot, Edit info, e copiare il token nella connessione.',
  'Viber called {url} and got no good answer. The address must begin with https, have a certificate that browsers trust and be reachable from the internet while the server runs; then connect again.':
    'Viber ha chiamato {url} senza avere una risposta valida. L’indirizzo deve iniziare con https, avere un certificato accettato dai browser ed essere raggiungibile da internet mentre il server è in funzione; poi registrare di nuovo il webhook.',
  'Viber sends what people write to {name} to {url}.': 'Viber invia a {url} ciò che le persone scrivono a {name}.',
  'Copy the token of the bot into the connection': 'Copiare nella connessione il token del bot',
  'Connect while the server runs: Viber calls this address at once':
    'Registrare il webhook mentre il server è in funzione: Viber chiama subito questo indirizzo',
  'rondine connections connect NAME': 'il pulsante qui sopra',
  Address: 'Indirizzo',
  '{name}: viber://pa?chatURI={uri}': '{name}: viber://pa?chatURI={uri}',
  'partners.viber.com → the bot → Edit info → Your app key (La tua chiave app)':
    'partners.viber.com → il bot → Edit info → La tua chiave app (Your app key)',

  // Why a message was refused.
  'the address of the webhook cannot be used': 'l’indirizzo del webhook non è utilizzabile',
  'the token is not accepted; copy it from partners.viber.com into the connection':
    'il token non è accettato; copiarlo da partners.viber.com nella connessione',
  'the request has a mistake': 'la richiesta contiene un errore',
  'the request lacks something': 'alla richiesta manca qualcosa',
  'the person has no Viber account': 'la persona non ha un account Viber',
  'the person has not subscribed to the bot, or has left it': 'la persona non è iscritta al bot, o lo ha lasciato',
  'the bot is blocked; ask Viber why': 'il bot è bloccato; chiederne il motivo a Viber',
  'there is no such bot any more': 'il bot non esiste più',
  'the bot is suspended; ask Viber why': 'il bot è sospeso; chiederne il motivo a Viber',
  'no webhook is set; connect the connection again': 'nessun webhook è impostato; registrarlo di nuovo',
  'the person has no device that can show messages of bots':
    'la persona non ha un dispositivo che mostri i messaggi dei bot',
  'too much was sent; 100 messages per hour reach somebody who does not answer':
    'si è inviato troppo; a chi non risponde arrivano 100 messaggi all’ora',
  'the person’s Viber is too old for this message': 'il Viber della persona è troppo vecchio per questo messaggio',
  'the token may not be used for this bot': 'il token non è utilizzabile per questo bot',
  'a reply of this kind is not allowed': 'una risposta di questo tipo non è ammessa',
  'this kind of bot cannot do that': 'questo tipo di bot non può farlo',
  'the bot has no public chat': 'il bot non ha una chat pubblica',
  'the bot may not broadcast': 'il bot non può inviare a molti insieme',
  'the person’s country is not served': 'il Paese della persona non è servito',
  'payments are not possible there': 'lì i pagamenti non sono possibili',
  'the free messages are used up; look at the bot’s contract':
    'i messaggi gratuiti sono esauriti; guardare il contratto del bot',
  'the bot’s account has no money left; top it up': 'il credito del bot è esaurito; ricaricarlo',
  'Viber does not hand out this file any more: its link holds for about an hour.':
    'Viber non consegna più questo file: il link vale circa un’ora.',
  'Viber has no {media} that bots can send; send its link.':
    'Un bot Viber non può inviare questo tipo di file ({media}): inviarne il link.',
  'Viber took the message and could not deliver it.': 'Viber ha preso il messaggio e non è riuscito a consegnarlo.',
  'The contact has no Viber id yet: a bot can write only to people who have opened its chat.':
    'Il contatto non ha ancora un id Viber: un bot può scrivere solo a chi ne ha aperto la chat.',
  'Viber has no {kind}; send the words as a text.': 'Viber non ha {kind}: inviare le parole come testo.',
};
