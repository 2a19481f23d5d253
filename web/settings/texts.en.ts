/** The words of the settings, in English. */
export const en = {
  title: 'Settings',
  account: 'My account',
  people: 'People and roles',
  tokens: 'API tokens',
  installation: 'Installation',
} as const;
