import type { Texts } from '../../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of forms, in Italian. */
export const it: Texts<typeof en> = {
  more_one: 'Un’altra impostazione',
  more_other: 'Altre {{count}} impostazioni',
  add: 'Aggiungi {{what}}',
  'add.short': 'Aggiungi',
  remove: 'Togli {{what}}',
  'remove.short': 'Togli',
  'number.between': 'Un numero da {{from}} a {{to}}.',
  'number.whole': 'Non è un numero intero. Resta qui finché non lo diventa.',
  'number.none': 'Non è un numero. Resta qui finché non lo diventa.',
  'word.none': 'Nessuna scelta',
  'strings.add': 'Scrivere una parola e premere Invio',
  'strings.clear': 'Svuota',
  'duration.sample': '2 ore',
  'duration.unread': 'Si scrive così: 2 ore, 1 giorno, PT30M. Resta qui finché non è leggibile.',
  'list.move': 'Sposta {{what}}: frecce su e giù',
  'list.moved': '{{what}} è ora al posto {{place}}',
  'map.add': 'Aggiungi un nome',
  'map.name': 'Nome',
  'map.taken': 'Il nome è già preso.',
  'json.unread': 'Non è ancora JSON. Resta qui finché non lo diventa.',
};
