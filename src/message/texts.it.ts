import type { Texts } from '../base/translate.ts';

/** What fitting a message to a channel loses, in Italian. */
export const it: Texts = {
  'The text is empty; nothing is sent.': 'Il testo è vuoto: non viene inviato nulla.',
  'The choices are shown as a list.': 'Le scelte appaiono come elenco.',
  'The choices are shown as buttons.': 'Le scelte appaiono come pulsanti.',
  'The choices are written as numbered lines; people answer with the number or the words.':
    'Le scelte diventano righe numerate; si risponde con il numero o con le parole.',
  'The description of “{title}” is not shown.': 'La descrizione di «{title}» non appare.',
  'The description of “{title}” is shortened to “{short}”.': 'La descrizione di «{title}» è abbreviata in «{short}».',
  'The list’s button reads “{short}”.': 'Il pulsante dell’elenco dice «{short}».',
  '“{title}” is shown as “{short}”.': '«{title}» appare come «{short}».',
  'This channel cannot carry {~media} files, and this one has no public link.':
    'Questo canale non trasmette {media}, e questo file non ha un link pubblico.',
  'This channel cannot carry {~media}; it goes out as text.': 'Questo canale non trasmette {media}: parte come testo.',
  'This channel cannot carry location; it goes out as text.':
    'Questo canale non trasmette posizioni: parte come testo.',
  'This channel cannot carry contacts; it goes out as text.': 'Questo canale non trasmette contatti: parte come testo.',
  'This channel cannot carry the template “{name}”; nothing is sent.':
    'Questo canale non trasmette il messaggio approvato «{name}»: non viene inviato nulla.',
  'This channel cannot carry the reaction; nothing is sent.':
    'Questo canale non trasmette reazioni: non viene inviato nulla.',
  image: 'immagini',
  video: 'video',
  audio: 'audio',
  document: 'documenti',
  sticker: 'sticker',
};
