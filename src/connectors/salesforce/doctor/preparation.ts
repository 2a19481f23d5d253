import type { GuideChapter, GuideFacts, Preparation, Words } from '../../preparation.ts';
import { adminGuide } from './guide.ts';
import type { Label } from './setup-pages.ts';

/** The administrator's way through Setup as data, and a Lead to try at its end. */
export const preparation: Preparation = {
  guide: (facts) => adminGuide.map((chapter) => filled(chapter, facts)),
  trial: {
    operation: 'create',
    input: { object: 'Lead', fields: { LastName: 'Rondine', Company: 'Rondine', Description: 'A trial of Rondine.' } },
  },
};

function filled({ id, title, about, steps }: (typeof adminGuide)[number], facts: GuideFacts): GuideChapter {
  return {
    id,
    title,
    about,
    steps: steps.map(({ values = [], ...step }) => ({
      ...step,
      values: values.map(({ label, value, grant }) => {
        const words = value(facts);
        return { label: shown(label), value: words, exact: isExact(words), ...(grant === undefined ? {} : { grant }) };
      }),
    })),
  };
}

/** An Italian label that was not read in an Italian org stands beside the English one. */
function shown(label: Label | Words): Words {
  return 'assumed' in label ? { en: label.en, it: `≈ ${label.it} (${label.en})` } : { en: label.en, it: label.it };
}

/** The same in both languages, and no sentence. */
function isExact({ en, it }: Words): boolean {
  return en === it && !/\s/.test(en.replace(/^Rondine Key$/, ''));
}
