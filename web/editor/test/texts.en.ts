/** The words of the test panel, in English. */
export const en = {
  'phone.list': 'Choose',
  'phone.template': 'Approved message {{name}}',
  'phone.other': 'Something that is not shown here',
  'media.image': 'A picture',
  'media.video': 'A film',
  'media.audio': 'A sound',
  'media.document': 'A file',
  'media.sticker': 'A sticker',
} as const;
