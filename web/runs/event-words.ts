import { isObject, type JsonValue } from '../../src/base/json.ts';
import type { HistoryEvent } from '../../src/control/run-history.ts';
import { textOf, type InboundContent } from '../../src/message/content.ts';
import type { Translate } from '../i18n/texts.ts';
import { askedOf } from './asked-words.ts';
import type { Effect } from './api-types.ts';

type Known = ReadonlyMap<string, Pick<Effect, 'request' | 'connection'>>;

/** What happened, in one line; `effects` are those of the run, by key. */
export function eventWords({ type, about, by }: HistoryEvent, effects: Known, t: Translate<'runs'>): string {
  const key = about['effect'];
  const effect = typeof key === 'string' ? effects.get(key) : undefined;
  const what = effect ? askedOf(effect, t) : t('asked.gone');
  switch (type) {
    case 'started':
    case 'gathered':
    case 'replied':
    case 'interrupted': {
      const words = wordsOf(about['message']);
      return words === '' ? t(`event.${type}`) : t('event.said', { words });
    }
    case 'done':
      return by === undefined ? t('event.done', { what }) : t('event.settled', { what, by });
    case 'failed':
      return by === undefined ? t('event.failed', { what }) : t('event.settledFailed', { what, by });
    case 'receipt':
      return t(`event.receipt.${receiptOf(about['status'])}`);
    case 'retried':
    case 'skipped':
    case 'edited':
    case 'canceled':
    case 'released':
      return t(`event.${type}`, { by: by ?? '' });
    case 'migrated':
      return t('event.migrated', { by: by ?? '', version: Number(about['version'] ?? 0) });
    default:
      return t.known(`event.${type}`) ?? type;
  }
}

const RECEIPTS = ['sent', 'delivered', 'read', 'failed'] as const;

function receiptOf(status: JsonValue | undefined): (typeof RECEIPTS)[number] {
  return RECEIPTS.find((each) => each === status) ?? 'sent';
}

/** The words of a message as events carry it: its text, or what its content says. */
function wordsOf(message: JsonValue | undefined): string {
  if (!isObject(message)) return '';
  const { text, content } = message;
  if (typeof text === 'string' && text !== '') return text;
  return isObject(content) ? textOf(content as unknown as InboundContent) : '';
}
