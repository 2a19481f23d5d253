/** The words of the list of flows and the templates, in English. */
export const en = {
  title: 'Flows',
  'empty.title': 'Your flows will be here',
  'empty.why': 'No flow has been made yet. A template is the shortest way to a first one.',
  'templates.title': 'Templates',
  'templates.empty.title': 'Templates will be here',
  'templates.empty.why': 'This installation offers none yet.',
} as const;
