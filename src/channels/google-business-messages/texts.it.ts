import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...common,
  'Google Business Messages (retired on 2024-07-31)': 'Google Business Messages (chiuso il 2024-07-31)',
  Agent: 'Agente («Agent»)',
  'Client token': 'Token del client («Client token»)',
  'Proves the set-up call.': 'Prova la chiamata di configurazione.',
  'Partner key': 'Chiave del partner («Partner key»)',
  'Signs webhooks.': 'Firma i webhook.',
  Service: 'Servizio',
  'Service account': 'Account di servizio',
  'Its e-mail address.': 'Il suo indirizzo e-mail.',
  'Private key': 'Chiave privata',
  'Of the service account, in PEM.': 'Dell’account di servizio, in PEM.',
  'Google’s own is gone since 2024-07-31.': 'Quello di Google non esiste più dal 2024-07-31.',
  'Name shown': 'Nome mostrato',
  'Show that somebody is writing': 'Mostra che qualcuno sta scrivendo',
  'Address of access tokens': 'Indirizzo dei token di accesso',
  'Address of pictures': 'Indirizzo delle immagini',
  'Google ended Business Messages on {day}; nobody can be reached.':
    'Google ha chiuso Business Messages il {day}: nessuno è raggiungibile.',
  'Use another channel, such as WhatsApp or SMS.': 'Usare un altro canale, come WhatsApp o SMS.',
  '{host} takes the key of the service account.': '{host} accetta la chiave dell’account di servizio.',
  'Check the service account, its private key and the address of access tokens.':
    'Verificare l’account di servizio, la sua chiave privata e l’indirizzo dei token di accesso.',
  'Tell the partner account the address (not possible at Google since {day})':
    'Comunicare l’indirizzo all’account partner (presso Google non è più possibile dal {day})',
  'Webhook endpoint URL': 'URL del webhook («Webhook endpoint URL»)',
  'the message has a mistake, or the person’s device cannot show it':
    'il messaggio contiene un errore, o il dispositivo della persona non può mostrarlo',
  'the access token is not accepted; look at the service account':
    'il token di accesso non è accettato; controllare l’account di servizio',
  'there is no such conversation, or it may not be written to any more':
    'la conversazione non esiste, o non vi si può più scrivere',
  'there is no such conversation': 'la conversazione non esiste',
  'too much was sent in a short time': 'si è inviato troppo in poco tempo',
};
