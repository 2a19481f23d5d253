import { own } from '../flow.ts';

/** The codes of ISO 4217 that money is counted in. */
const CODES = new Set(
  (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP ' +
    'CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF ' +
    'IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD ' +
    'MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB ' +
    'RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD ' +
    'UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'
  ).split(' '),
);

/** What people write instead of a code, in small letters. */
const NAMES: Readonly<Record<string, string>> = {
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  us$: 'USD',
  usd: 'USD',
  '£': 'GBP',
  gbp: 'GBP',
  sterlina: 'GBP',
  sterline: 'GBP',
  pound: 'GBP',
  pounds: 'GBP',
  chf: 'CHF',
  fr: 'CHF',
  'fr.': 'CHF',
  franco: 'CHF',
  franchi: 'CHF',
  franc: 'CHF',
  francs: 'CHF',
  yen: 'JPY',
  yuan: 'CNY',
  a$: 'AUD',
  c$: 'CAD',
  ca$: 'CAD',
  hk$: 'HKD',
  nz$: 'NZD',
  r$: 'BRL',
  s$: 'SGD',
  '₹': 'INR',
  '₺': 'TRY',
  '₴': 'UAH',
  '₽': 'RUB',
  '₪': 'ILS',
  '₩': 'KRW',
  '₫': 'VND',
  '₱': 'PHP',
  '฿': 'THB',
  '₦': 'NGN',
  '₸': 'KZT',
  '₾': 'GEL',
  zł: 'PLN',
  zloty: 'PLN',
  kč: 'CZK',
  ft: 'HUF',
  lei: 'RON',
};

/** Signs and words that mean another currency in each country, and the one they mean elsewhere. */
const SHARED: readonly { names: readonly string[]; in: Readonly<Record<string, string>>; elsewhere?: string }[] = [
  {
    names: ['$', 'dollaro', 'dollari', 'dollar', 'dollars'],
    in: {
      AU: 'AUD',
      CA: 'CAD',
      HK: 'HKD',
      NZ: 'NZD',
      SG: 'SGD',
      TW: 'TWD',
      AR: 'ARS',
      CL: 'CLP',
      CO: 'COP',
      MX: 'MXN',
    },
    elsewhere: 'USD',
  },
  { names: ['¥'], in: { CN: 'CNY' }, elsewhere: 'JPY' },
  { names: ['kr', 'kr.'], in: { DK: 'DKK', IS: 'ISK', NO: 'NOK', SE: 'SEK' } },
];

/**
 * The ISO 4217 code of a currency as people write it: a code in large letters, a sign, or an Italian or English word.
 * `country` (two letters) tells whose dollar or krona is meant. What is no currency gives undefined.
 */
export function readCurrency(word: string, country = ''): string | undefined {
  if (CODES.has(word)) return word;
  const name = word.toLowerCase();
  const shared = SHARED.find(({ names }) => names.includes(name));
  if (shared) return own(shared.in, country.toUpperCase()) ?? shared.elsewhere;
  return own(NAMES, name);
}
