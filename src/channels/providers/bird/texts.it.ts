import type { Texts } from '../../../base/translate.ts';
import { it as common } from '../texts.it.ts';

/** What the channels by way of Bird say, in Italian. */
export const it: Texts = {
  ...common,
  'Workspace ID': 'ID dello spazio di lavoro («Workspace ID»)',
  'The first long id in the address of the Bird app.': 'Il primo id lungo nell’indirizzo dell’app di Bird.',
  'Channel ID': 'ID del canale («Channel ID»)',
  'Channels → WhatsApp → the channel: the id is shown at its top.': 'Channels → WhatsApp → il canale: l’id è in alto.',
  'Channels → Facebook → the channel: the id is shown at its top.': 'Channels → Facebook → il canale: l’id è in alto.',
  'Channels → Instagram → the channel: the id is shown at its top.':
    'Channels → Instagram → il canale: l’id è in alto.',
  'Channels → Viber → the channel: the id is shown at its top.': 'Channels → Viber → il canale: l’id è in alto.',
  'Channels → SMS → the channel: the id is shown at its top.': 'Channels → SMS → il canale: l’id è in alto.',
  'Organization ID': 'ID dell’organizzazione («Organization ID»)',
  'Needed to register the webhook by connecting: Settings → Organization.':
    'Serve per registrare il webhook da qui: Settings → Organization.',
  'Access key': 'Chiave di accesso («Access key»)',
  'Settings → Access keys; with a role that may use the channel.':
    'Settings → Access keys; con un ruolo che può usare il canale.',
  'Signing key': 'Chiave di firma («Signing key»)',
  'A long random text of your choice; Bird signs every webhook with it.':
    'Un lungo testo casuale a scelta; Bird firma ogni webhook con questa chiave.',
  'Previous signing key': 'Chiave di firma precedente',
  'Set while the key is being changed: either is taken.': 'Da impostare mentre si cambia la chiave: valgono entrambe.',
  'Generation of the signature': 'Generazione della firma',
  'Bird for workspaces on bird.com; JWT or legacy where the webhook still comes from MessageBird.':
    'Bird per gli spazi di lavoro su bird.com; JWT o legacy dove il webhook arriva ancora da MessageBird.',
  'Seconds for which a signature holds': 'Secondi di validità di una firma',
  'Raise it where repetitions of webhooks that were missed are refused.':
    'Aumentarli se vengono rifiutate le ripetizioni di webhook persi.',

  'Bird accepts the access key.': 'Bird accetta la chiave di accesso.',
  Channel: 'Canale',
  'The channel {name} is {~status}.': 'Il canale {name} è in stato «{status}».',
  'Open app.bird.com → Channels: it says what the channel is waiting for.':
    'Aprire app.bird.com → Channels: vi si legge che cosa attende il canale.',
  'Create an access key under Settings → Access keys and save it in the connection.':
    'Creare una chiave di accesso in Settings → Access keys e salvarla nella connessione.',
  'Give the access key’s role the permission to use this channel (Settings → Access roles).':
    'Dare al ruolo della chiave di accesso il permesso di usare questo canale (Settings → Access roles).',
  'Compare workspace ID and channel ID with the address and the channel’s page in the Bird app.':
    'Confrontare gli ID dello spazio di lavoro e del canale con l’indirizzo e la pagina del canale nell’app di Bird.',
  'Check that this machine reaches the API address, and look at status.bird.com.':
    'Verificare che questa macchina raggiunga l’indirizzo dell’API, e guardare status.bird.com.',

  'The connection names no organization, so the webhooks are to be entered by hand.':
    'La connessione non indica l’organizzazione: i webhook vanno inseriti a mano.',
  'Bird calls {url} for messages of the channel and their statuses.':
    'Bird chiama {url} per i messaggi del canale e i loro stati.',
  'Send messages here': 'Inviare qui i messaggi',
  'Send statuses here': 'Inviare qui gli stati',
  'Send news of reading here': 'Inviare qui le conferme di lettura',
  Service: 'Servizio',
  Event: 'Evento',
  URL: 'URL',
  'Bird leads to an address that is not encrypted.': 'Bird porta a un indirizzo non cifrato.',
  'The file has {bytes} bytes, {most} are taken.': 'Il file ha {bytes} byte, se ne accettano {most}.',
  'The file does not lie with Bird, so it is not fetched.': 'Il file non si trova presso Bird: non viene scaricato.',
};
