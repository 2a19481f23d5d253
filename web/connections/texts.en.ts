/** The words of the connections, in English. */
export const en = {
  title: 'Connections',
  'empty.title': 'Connections will be here',
  'empty.why': 'Nothing is connected yet: neither a channel nor an org.',
  'new.title': 'Connect {{kind}}',
  'connection.title': 'Connection {{name}}',
} as const;
