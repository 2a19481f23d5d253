/** The words of the runs, in English. */
export const en = {
  title: 'Runs',
  'empty.title': 'Runs will be here',
  'empty.why': 'No message has started a flow yet.',
  'run.title': 'Run {{run}}',
} as const;
