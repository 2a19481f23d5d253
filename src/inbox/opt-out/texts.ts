import { isObject, type JsonValue } from '../../base/json.ts';
import { pickText, type Text } from '../../flow/flow.ts';
import type { Word } from '../../message/opt-out-word.ts';

/** What people are answered; each fits one SMS and stays within its alphabet. */
const STANDARD: Readonly<Record<Word, Text>> = {
  stop: {
    en: 'You will get no more messages from us. Write START to get them again.',
    it: 'Non riceverai altri nostri messaggi. Scrivi START per riceverli di nuovo.',
    de: 'Sie erhalten keine weiteren Nachrichten von uns. START schreiben, um sie wieder zu erhalten.',
    fr: 'Vous ne recevrez plus nos messages. Ecrivez START pour les recevoir à nouveau.',
    es: 'Fin de nuestros mensajes. Escriba START para volver a recibirlos.',
  },
  start: {
    en: 'You will get our messages again. Write STOP to end them.',
    it: 'Riceverai di nuovo i nostri messaggi. Scrivi STOP per non riceverli.',
    de: 'Sie erhalten unsere Nachrichten wieder. STOP schreiben, um sie zu beenden.',
    fr: 'Vous recevrez à nouveau nos messages. Ecrivez STOP pour ne plus les recevoir.',
    es: 'Nuestros mensajes vuelven a llegarle. Escriba STOP para dejar de recibirlos.',
  },
  help: {
    en: 'Write to us here and we will answer. Write STOP to get no more messages.',
    it: 'Scrivici qui e ti rispondiamo. Scrivi STOP per non ricevere altri messaggi.',
    de: 'Schreiben Sie uns hier, wir antworten. STOP schreiben, um keine Nachrichten mehr zu erhalten.',
    fr: 'Ecrivez-nous ici et nous vous répondrons. Ecrivez STOP pour ne plus recevoir de messages.',
    es: 'Conteste a este mensaje y le ayudamos. Escriba STOP para darse de baja.',
  },
};

/** How an installation answers such words: its setting `optOut`. */
export type OptOutSetting = {
  /** Connections on which the inbox does so, or does not, whatever their channel says. */
  connections: Readonly<Record<string, boolean>>;
  /** Texts in place of the standard ones, one or one per language; an empty one answers nothing. */
  texts: Readonly<Partial<Record<Word, Text>>>;
};

/** Reads the setting; what does not fit in it counts for nothing. */
export function optOutSetting(value: JsonValue | undefined): OptOutSetting {
  const given = isObject(value) ? value : {};
  const connections = Object.entries(isObject(given['connections']) ? given['connections'] : {}).flatMap(([name, on]) =>
    typeof on === 'boolean' ? [[name, on] as const] : [],
  );
  const texts: Partial<Record<Word, Text>> = {};
  for (const word of ['stop', 'start', 'help'] as const) {
    const text = given[word];
    if (isText(text)) texts[word] = text;
  }
  return { connections: Object.fromEntries(connections), texts };
}

function isText(value: JsonValue | undefined): value is string | Record<string, string> {
  return (
    typeof value === 'string' || (isObject(value) && Object.values(value).every((each) => typeof each === 'string'))
  );
}

/** What somebody is answered in a language; empty for nothing. */
export function answerTo(word: Word, language: string, { texts }: OptOutSetting): string {
  return pickText(texts[word] ?? STANDARD[word], language, 'en');
}
