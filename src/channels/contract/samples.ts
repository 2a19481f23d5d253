import type { Content } from '../../message/content.ts';

const LONG = 'Una frase che dice qualcosa di utile. '.repeat(300);
const MANY = Array.from({ length: 14 }, (_, index) => ({ id: `c${index}`, title: `Scelta numero ${index + 1}` }));

/** Every kind of content that a flow can send, plain and awkward; `fit` makes it bearable for a channel. */
export const SAMPLES: Readonly<Record<string, Content>> = {
  text: { kind: 'text', text: 'Ciao, come posso aiutarti? https://example.com' },
  longText: { kind: 'text', text: LONG },
  buttons: {
    kind: 'choices',
    text: 'Confermi?',
    style: 'buttons',
    header: 'Appuntamento',
    footer: 'Rispondi quando vuoi',
    choices: [
      { id: 'yes', title: 'Sì' },
      { id: 'no', title: 'No' },
    ],
  },
  list: {
    kind: 'choices',
    text: 'Di che cosa hai bisogno?',
    style: 'list',
    listButton: 'Scegli il servizio che ti serve',
    choices: MANY.slice(0, 7).map((choice) => ({ ...choice, description: LONG.slice(0, 100) })),
  },
  tooMany: { kind: 'choices', text: LONG, style: 'auto', choices: MANY },
  image: { kind: 'media', media: 'image', url: 'https://example.com/a.jpg', caption: 'Il contatore' },
  longCaption: { kind: 'media', media: 'video', url: 'https://example.com/a.mp4', caption: LONG },
  voice: { kind: 'media', media: 'audio', url: 'https://example.com/a.ogg', caption: 'Ascolta' },
  document: {
    kind: 'media',
    media: 'document',
    file: { id: '9001', mime: 'application/pdf', name: 'contratto.pdf' },
  },
  sticker: { kind: 'media', media: 'sticker', url: 'https://example.com/a.webp' },
  location: { kind: 'location', latitude: 45.4641, longitude: 9.1919, name: 'Duomo', address: 'Milano' },
  contacts: {
    kind: 'contacts',
    contacts: [{ name: 'Ada Rossi', phones: ['+393331234567'], emails: ['ada@example.com'] }],
  },
  template: { kind: 'template', name: 'promemoria', language: 'it', parameters: ['Ada', '12 marzo'] },
  plainTemplate: { kind: 'template', name: 'benvenuto', language: 'it', parameters: [] },
  reaction: { kind: 'reaction', to: 'm-1', emoji: '👍' },
  reactionTakenBack: { kind: 'reaction', to: 'm-1', emoji: '' },
};
