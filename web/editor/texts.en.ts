/** The words of the editor, in English. */
export const en = {
  title: 'Flow {{flow}}',
  'history.title': 'Versions of {{flow}}',
} as const;
