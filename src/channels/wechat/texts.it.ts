import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...common,
  'Settings and Development → Basic Configuration: begins with wx.':
    'Settings and Development → Basic Configuration: inizia con wx.',
  'The same page; it is shown only once, after a reset.': 'La stessa pagina; appare una sola volta, dopo un reset.',
  'A word of your own, 3 to 32 letters and digits, entered in the same way at WeChat.':
    'Una parola a scelta, da 3 a 32 lettere e cifre, inserita uguale su WeChat.',
  '43 letters and digits. Set it for safe or compatible mode: only encrypted messages are taken then.':
    '43 lettere e cifre. Impostarla per la modalità «safe» o «compatible»: allora si accettano solo messaggi cifrati.',
  'Oldest webhook': 'Webhook più vecchio',
  'A webhook whose time is farther off is refused; in minutes. 0 takes any, for a clock that is wrong.':
    'Un webhook con un’ora più lontana viene rifiutato; in minuti. 0 li accetta tutti, per un orologio sbagliato.',
  'For some seconds after each message of a person.': 'Per alcuni secondi dopo ogni messaggio di una persona.',
  'Access token (kept by Rondine)': 'Token di accesso (tenuto da Rondine)',
  'End of the access token (kept by Rondine)': 'Scadenza del token di accesso (tenuta da Rondine)',
  'AppID of the access token (kept by Rondine)': 'AppID del token di accesso (tenuto da Rondine)',

  'WeChat takes AppID, AppSecret and our IP address.': 'WeChat accetta AppID, AppSecret e il nostro indirizzo IP.',
  'Sends of today': 'Invii di oggi',
  'WeChat does not tell a daily limit.': 'WeChat non indica un limite giornaliero.',
  '{used} of {limit} calls are used.': '{used} di {limit} chiamate sono usate.',
  'Wait until tomorrow, or have WeChat raise the limit.': 'Attendere domani, o far alzare il limite a WeChat.',
  'Only encrypted messages are taken (safe or compatible mode).':
    'Si accettano solo messaggi cifrati (modalità «safe» o «compatible»).',
  'Messages come in plain mode: the signature does not cover what they say.':
    'I messaggi arrivano in chiaro («plain»): la firma non copre ciò che dicono.',
  'Choose safe mode (安全模式) and copy the EncodingAESKey into the connection.':
    'Scegliere la modalità «safe» (安全模式) e copiare nella connessione la EncodingAESKey.',
  'Add the public IP address of this server to the IP allowlist (IP白名单).':
    'Aggiungere l’indirizzo IP pubblico di questo server alla «IP allowlist» (IP白名单).',
  'Copy AppID and AppSecret again; after a reset the old AppSecret ends.':
    'Copiare di nuovo AppID e AppSecret; dopo un reset il vecchio AppSecret non vale più.',

  'Let this server use the API': 'Permettere a questo server di usare l’API',
  'Tell WeChat the address, and switch it on': 'Comunicare a WeChat l’indirizzo, e attivarlo',

  'the access token is not accepted, nor was a new one; check AppID and AppSecret':
    'il token di accesso non è accettato, nemmeno uno nuovo; verificare AppID e AppSecret',
  'AppID and AppSecret do not belong together; copy both again from Basic Configuration':
    'AppID e AppSecret non corrispondono; copiarli di nuovo da Basic Configuration',
  'the person does not follow the account any more, or refuses its messages':
    'la persona non segue più l’account, o ne rifiuta i messaggi',
  'the system is busy; the message was not taken': 'il sistema è occupato; il messaggio non è stato preso',
  'the address of this server is not on the account’s IP allowlist (Basic Configuration)':
    'l’indirizzo di questo server non è nella «IP allowlist» dell’account (Basic Configuration)',
  'the account has no permission for this call; a verified service account is needed':
    'l’account non è autorizzato a questa chiamata; serve un account di servizio verificato',
  'the person has not written for 48 hours, or only followed or tapped a minute ago':
    'la persona non scrive da 48 ore, o ha solo seguito o toccato un minuto fa',
  'all messages that the person’s last one allows were sent; they have to write first':
    'i messaggi consentiti dall’ultimo della persona sono esauriti; deve scrivere per prima',
  'the calls of today are used up': 'le chiamate di oggi sono esaurite',
  'too many calls in a short time': 'troppe chiamate in poco tempo',
  'the account has put this person on its blacklist': 'l’account ha messo questa persona nella lista nera',
  'nobody known to this account has this openid': 'nessuno noto a questo account ha questo openid',
  'there is no file with this id, or it is older than three days':
    'non c’è un file con questo id, o ha più di tre giorni',
  'there is no such kind of message': 'questo tipo di messaggio non esiste',
  'the account has no template with this id': 'l’account non ha un modello con questo id',
  'the request has no body': 'la richiesta non ha corpo',
  'the text is too long': 'il testo è troppo lungo',
  'the request cannot be read': 'la richiesta è illeggibile',
  'the values of the template do not fit it': 'i valori non sono adatti al modello',
  'WeChat does not hand out this file any more: it is kept for three days.':
    'WeChat non consegna più questo file: lo tiene per tre giorni.',
  'The contact has no openid of this WeChat account yet: only who follows it can be written to.':
    'Il contatto non ha ancora un openid di questo account WeChat: si può scrivere solo a chi lo segue.',
  'WeChat has no {kind}; send the words as a text.': 'WeChat non ha {kind}: inviare le parole come testo.',
  'WeChat gave no access token, and no reason why.': 'WeChat non ha dato un token di accesso, né un motivo.',
  'WeChat takes no {media}; send its link.': 'WeChat non accetta questo tipo di file ({media}): inviarne il link.',
  'WeChat took a file but did not say under which id.': 'WeChat ha preso un file ma non ha detto con quale id.',
  'WeChat did not deliver the template: the person refuses messages of this account.':
    'WeChat non ha consegnato il modello: la persona rifiuta i messaggi di questo account.',
  'WeChat took the template and could not deliver it.': 'WeChat ha preso il modello e non è riuscita a consegnarlo.',
};
