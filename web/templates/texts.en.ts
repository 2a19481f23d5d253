/** The words of the templates, in English. */
export const en = {
  title: 'Templates',
  'empty.title': 'Templates will be here',
  'empty.why': 'This installation offers none yet.',
} as const;
