import { own, type Text } from '../flow.ts';
import type { CountryRule } from './countries.ts';
import { daysAfterEaster } from './easter.ts';

/** The public holiday of Saint Francis came back with law 151 of 8 October 2025, in force from 2026 on. */
const SAN_FRANCESCO_SINCE = 2026;

/**
 * Days on which all of Italy rests, by month and day: law 260/1949 as changed by law 54/1977, decree 792/1985,
 * law 336/2000 and law 151/2025. A holiday that falls on a Sunday is not moved: 4 October 2026 is one of them.
 */
const FIXED: Readonly<Record<string, Text>> = {
  '01-01': { it: 'Capodanno', en: "New Year's Day" },
  '01-06': { it: 'Epifania', en: 'Epiphany' },
  '04-25': { it: 'Festa della Liberazione', en: 'Liberation Day' },
  '05-01': { it: 'Festa del Lavoro', en: 'Labour Day' },
  '06-02': { it: 'Festa della Repubblica', en: 'Republic Day' },
  '08-15': { it: 'Ferragosto', en: 'Assumption Day' },
  '10-04': { it: "San Francesco d'Assisi", en: 'Saint Francis of Assisi' },
  '11-01': { it: 'Ognissanti', en: "All Saints' Day" },
  '12-08': { it: 'Immacolata Concezione', en: 'Immaculate Conception' },
  '12-25': { it: 'Natale', en: 'Christmas Day' },
  '12-26': { it: 'Santo Stefano', en: "Saint Stephen's Day" },
};

const EASTER: Text = { it: 'Pasqua', en: 'Easter Sunday' };
const EASTER_MONDAY: Text = { it: "Lunedì dell'Angelo", en: 'Easter Monday' };
const WHIT_MONDAY: Text = { it: 'Lunedì di Pentecoste', en: 'Whit Monday' };

/**
 * The patron saint's day of each town as its people keep it: the capitals of the regions first, then further capitals
 * of provinces. Towns with a movable day (Asti, Brindisi) or with two (Latina, Pordenone, Ragusa) are left out:
 * their days are listed by hand. Some that a reader may miss:
 *
 * - Bari keeps San Nicola on 6 December; 8 May, when his relics came, is a feast, not a day off.
 * - Venezia's San Marco falls on Liberation Day; who also keeps the Salute adds `{ "yearly": "11-21" }`.
 * - Bolzano has no entry here: by provincial law it keeps Whit Monday.
 */
const PATRONS: Readonly<Record<string, readonly [day: string, saint: string]>> = {
  ancona: ['05-04', 'San Ciriaco'],
  aosta: ['09-07', 'San Grato'],
  bari: ['12-06', 'San Nicola'],
  bologna: ['10-04', 'San Petronio'],
  cagliari: ['10-30', 'San Saturnino'],
  campobasso: ['04-23', 'San Giorgio'],
  catanzaro: ['07-16', 'San Vitaliano'],
  firenze: ['06-24', 'San Giovanni Battista'],
  genova: ['06-24', 'San Giovanni Battista'],
  'l-aquila': ['06-10', "San Massimo d'Aveia"],
  milano: ['12-07', "Sant'Ambrogio"],
  napoli: ['09-19', 'San Gennaro'],
  palermo: ['07-15', 'Santa Rosalia'],
  perugia: ['01-29', 'San Costanzo'],
  potenza: ['05-30', 'San Gerardo'],
  roma: ['06-29', 'Santi Pietro e Paolo'],
  torino: ['06-24', 'San Giovanni Battista'],
  trento: ['06-26', 'San Vigilio'],
  trieste: ['11-03', 'San Giusto'],
  venezia: ['04-25', 'San Marco'],

  alessandria: ['11-10', 'San Baudolino'],
  arezzo: ['08-07', 'San Donato'],
  'ascoli-piceno': ['08-05', "Sant'Emidio"],
  avellino: ['02-14', 'San Modestino'],
  belluno: ['11-11', 'San Martino'],
  benevento: ['08-24', 'San Bartolomeo'],
  bergamo: ['08-26', "Sant'Alessandro"],
  biella: ['12-26', 'Santo Stefano'],
  brescia: ['02-15', 'Santi Faustino e Giovita'],
  caltanissetta: ['09-29', 'San Michele Arcangelo'],
  caserta: ['01-20', 'San Sebastiano'],
  catania: ['02-05', "Sant'Agata"],
  cesena: ['06-24', 'San Giovanni Battista'],
  chieti: ['05-11', 'San Giustino'],
  como: ['08-31', "Sant'Abbondio"],
  cosenza: ['02-12', 'Madonna del Pilerio'],
  cremona: ['11-13', "Sant'Omobono"],
  crotone: ['10-09', 'San Dionigi'],
  cuneo: ['09-29', 'San Michele Arcangelo'],
  enna: ['07-02', 'Madonna della Visitazione'],
  ferrara: ['04-23', 'San Giorgio'],
  foggia: ['03-22', 'Madonna dei Sette Veli'],
  forli: ['02-04', 'Madonna del Fuoco'],
  frosinone: ['06-20', 'San Silverio'],
  gorizia: ['03-16', 'Santi Ilario e Taziano'],
  grosseto: ['08-10', 'San Lorenzo'],
  imperia: ['11-26', 'San Leonardo da Porto Maurizio'],
  isernia: ['05-19', 'San Pietro Celestino'],
  'la-spezia': ['03-19', 'San Giuseppe'],
  lecce: ['08-26', "Sant'Oronzo"],
  lecco: ['12-06', 'San Nicolò'],
  livorno: ['05-22', 'Santa Giulia'],
  lodi: ['01-19', 'San Bassiano'],
  lucca: ['07-12', 'San Paolino'],
  macerata: ['08-31', 'San Giuliano'],
  mantova: ['03-18', "Sant'Anselmo"],
  massa: ['10-04', "San Francesco d'Assisi"],
  matera: ['07-02', 'Madonna della Bruna'],
  messina: ['06-03', 'Madonna della Lettera'],
  modena: ['01-31', 'San Geminiano'],
  monza: ['06-24', 'San Giovanni Battista'],
  novara: ['01-22', 'San Gaudenzio'],
  nuoro: ['08-05', 'Nostra Signora della Neve'],
  oristano: ['02-13', "Sant'Archelao"],
  padova: ['06-13', "Sant'Antonio"],
  parma: ['01-13', "Sant'Ilario"],
  pavia: ['12-09', 'San Siro'],
  pesaro: ['09-24', 'San Terenzio'],
  pescara: ['10-10', 'San Cetteo'],
  piacenza: ['07-04', "Sant'Antonino"],
  pisa: ['06-17', 'San Ranieri'],
  pistoia: ['07-25', 'San Jacopo'],
  prato: ['12-26', 'Santo Stefano'],
  ravenna: ['07-23', "Sant'Apollinare"],
  'reggio-calabria': ['04-23', 'San Giorgio'],
  'reggio-emilia': ['11-24', 'San Prospero'],
  rieti: ['12-04', 'Santa Barbara'],
  rimini: ['10-14', 'San Gaudenzio'],
  rovigo: ['11-26', 'San Bellino'],
  salerno: ['09-21', 'San Matteo'],
  sassari: ['12-06', 'San Nicola'],
  savona: ['03-18', 'Nostra Signora della Misericordia'],
  siena: ['12-01', "Sant'Ansano"],
  siracusa: ['12-13', 'Santa Lucia'],
  sondrio: ['06-19', 'Santi Gervasio e Protasio'],
  taranto: ['05-10', 'San Cataldo'],
  teramo: ['12-19', 'San Berardo'],
  terni: ['02-14', 'San Valentino'],
  trapani: ['08-07', "Sant'Alberto"],
  treviso: ['04-27', 'San Liberale'],
  udine: ['07-12', 'Santi Ermacora e Fortunato'],
  urbino: ['06-01', 'San Crescentino'],
  varese: ['05-08', 'San Vittore'],
  verbania: ['05-08', 'San Vittore'],
  vercelli: ['08-01', "Sant'Eusebio"],
  verona: ['05-21', 'San Zeno'],
  'vibo-valentia': ['03-01', 'San Leoluca'],
  vicenza: ['09-08', 'Madonna di Monte Berico'],
  viterbo: ['09-04', 'Santa Rosa'],
};

/** The town that keeps Whit Monday. */
const KEEPS_WHIT_MONDAY = 'bolzano';

/**
 * Italy's public holidays, Easter Sunday among them, by the law as it stands; right for years from 2001 on. Where a
 * patron's day falls on a public holiday, the public holiday gives the name.
 */
export const italy: CountryRule = {
  patrons: [...Object.keys(PATRONS), KEEPS_WHIT_MONDAY].sort(),
  holidayOn: (date, patron) => nationalHoliday(date) ?? (patron === undefined ? undefined : townHoliday(date, patron)),
};

function nationalHoliday(date: Temporal.PlainDate): Text | undefined {
  const day = date.toString().slice(-5);
  const fixed = day === '10-04' && date.year < SAN_FRANCESCO_SINCE ? undefined : own(FIXED, day);
  if (fixed !== undefined) return fixed;
  // Easter lies between 22 March and 25 April: most days need no computus.
  if (date.month !== 3 && date.month !== 4) return undefined;
  const days = daysAfterEaster(date);
  if (days === 0) return EASTER;
  return days === 1 ? EASTER_MONDAY : undefined;
}

function townHoliday(date: Temporal.PlainDate, town: string): Text | undefined {
  if (town === KEEPS_WHIT_MONDAY) return daysAfterEaster(date) === 50 ? WHIT_MONDAY : undefined;
  const [day, saint] = own(PATRONS, town) ?? [];
  return date.toString().slice(-5) === day ? saint : undefined;
}
