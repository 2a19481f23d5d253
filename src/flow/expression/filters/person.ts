import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { Filter } from './filter.ts';
import { splitName } from './name.ts';
import { asText } from './value.ts';

/** Filters for what people leave: phone numbers and names. */
export const personFilters: Readonly<Record<string, Filter>> = {
  phone: {
    title: 'Phone number',
    description:
      'Writes a phone number as E.164, or in the form "national" or "international". A number without a prefix belongs to the flow\'s country or the one given. What is no phone number comes back as it is.',
    examples: [
      { template: '{{ "06 6982" | phone: "E.164", "IT" }}', result: '+39066982' },
      { template: '{{ "+393331234567" | phone: "national" }}', result: '333 123 4567' },
    ],
    apply: (value, [form, country], { clock }) => {
      const number = readPhone(asText(value), asText(country ?? clock.country));
      if (!number) return value;
      if (form === 'national') return number.formatNational();
      return form === 'international' ? number.formatInternational() : number.number;
    },
  },
  first_name: {
    title: 'First name',
    description: 'Takes the first names out of a full name.',
    examples: [
      { template: '{{ "Maria De Luca" | first_name }}', result: 'Maria' },
      { template: '{{ "Rossi, Maria" | first_name }}', result: 'Maria' },
    ],
    apply: (value) => splitName(asText(value)).first,
  },
  last_name: {
    title: 'Last name',
    description: 'Takes the last name out of a full name; a single word is one.',
    examples: [{ template: '{{ "Maria De Luca" | last_name }}', result: 'De Luca' }],
    apply: (value) => splitName(asText(value)).last,
  },
};

/** Reads a possible phone number; `country` (two letters) is where one without a prefix belongs. */
export function readPhone(text: string, country = '') {
  if (text.length > 60) return undefined;
  const found = parsePhoneNumberFromString(
    text,
    country ? { defaultCountry: country.toUpperCase() as CountryCode } : undefined,
  );
  return found?.isPossible() ? found : undefined;
}
