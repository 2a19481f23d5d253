// The administrator's guide as a page, from the same data that a wizard shows.
import type { Words } from '../src/connectors/salesforce/doctor/finding.ts';
import type { GuideFacts } from '../src/connectors/preparation.ts';
import { adminGuide, type GuideStep } from '../src/connectors/salesforce/doctor/guide.ts';

/** What stands in the guide for what differs from one installation to the next. */
const FACTS: GuideFacts = {
  callbackUrl: 'https://<your Rondine>/connect/<connection>/callback',
  contactEmail: 'admin@example.com',
  username: 'integration@example.com',
};

type Language = keyof Words;

const INTRO: Words = {
  en: 'What an administrator does once, in ten minutes. Each path begins in Setup; the [Italian half](#preparare-unorg-salesforce) has the Italian labels.',
  it: 'Ciò che un amministratore fa una volta, in dieci minuti. Ogni percorso inizia in Impostazioni. Le etichette italiane non lette in una org italiana sono segnate con “≈”: cercate una parola simile.',
};
const RECORD: Words = {
  en: '`rondine doctor crm --record org.json` writes the calls that it made, with ids, names, addresses and tokens replaced; `npm run simulator -- --replay org.json` answers like that org. No transcript of a real org comes with Rondine: the simulated org was built from documentation and public captures, and until somebody records one, that is what it stands on.',
  it: '`rondine doctor crm --record org.json` scrive le chiamate fatte, con id, nomi, indirizzi e token sostituiti; `npm run simulator -- --replay org.json` risponde come quell’org. Con Rondine non arriva nessuna trascrizione di un’org reale: l’org simulata è costruita dalla documentazione e da catture pubbliche, e finché qualcuno non ne registra una, poggia su quelle.',
};
const TITLES: Words = { en: 'Prepare a Salesforce org', it: 'Preparare un’org Salesforce' };
const END: Words = {
  en: 'Then connect, and let the doctor look. `?` marks what cannot be known from outside, and every trouble names its page.',
  it: 'Poi collegate, e fate controllare dal doctor. `?` segna ciò che da fuori non si può sapere, e ogni problema dice la sua pagina.',
};

/** The page in both languages. */
export function salesforceAdminGuide(): string {
  return [...half('en'), ...half('it')].join('\n');
}

function half(language: Language): string[] {
  const chapters = adminGuide.flatMap(({ title, about, steps }, at) => [
    `## ${at + 1}. ${title[language]}`,
    '',
    about[language],
    '',
    ...steps.flatMap((step) => stepLines(step, language)),
  ]);
  const shell = ['```sh', 'rondine connections connect crm', `rondine doctor crm --wait --language ${language}`, '```'];
  return [
    `# ${TITLES[language]}`,
    '',
    INTRO[language],
    '',
    ...chapters,
    END[language],
    '',
    ...shell,
    '',
    RECORD[language],
    '',
  ];
}

function stepLines({ title, place, text, values = [] }: GuideStep, language: Language): string[] {
  const rows = values.map(({ label, value }) => `- ${nameOf(label, language)}: ${shown(value(FACTS)[language])}`);
  return [
    `### ${title[language]}`,
    '',
    ...(place ? [`**${place[language]}**`, ''] : []),
    text[language],
    '',
    ...(rows.length > 0 ? [...rows, ''] : []),
  ];
}

function nameOf(label: Words & { assumed?: true }, language: Language): string {
  return language === 'it' && label.assumed ? `_≈ ${label.it}_ (${label.en})` : `_${label[language]}_`;
}

/** What is entered letter by letter stands in a frame. */
function shown(value: string): string {
  return /[<@:]|^\d+$|^[A-Z]\w*$/.test(value) && !/ /.test(value.replace(/<[^>]*>/g, '')) ? `\`${value}\`` : value;
}
