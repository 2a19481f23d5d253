import type { ReactNode } from 'react';
import type { DemoRefusal, DemoWork } from '../../src/server/routes/demo/demo-state.ts';
import type { Language } from '../i18n/language.ts';
import type { Translate } from '../i18n/texts.ts';
import { formatDuration } from '../ui/format.ts';
import { Icon, type IconName } from './icon.tsx';
import { useViewer } from '../ui/viewer.tsx';
import { Ticks } from './bubble.tsx';
import type { PathItem } from './path.ts';
import { useText } from '../i18n/use-text.ts';

/** How a moment is drawn: `record` is what everything was for. */
type Tone = 'step' | 'done' | 'record' | 'busy' | 'trouble';

type Drawing = { icon: IconName; tone: Tone; words: string; note?: string; id?: string };

const STEP_ICONS: Record<string, IconName> = {
  send: 'reply',
  ask: 'ask',
  branch: 'branch',
  set: 'set',
  call: 'cloud',
  wait: 'clock',
  handoff: 'people',
  end: 'flag',
};

/** One line of the path: what happened, how long after the message, and under which id. */
export function PathMoment({ item }: { item: PathItem }): ReactNode {
  const t = useText('demo');
  const { language } = useViewer();
  const { icon, tone, words, note, id } = draw(item, t, language);
  return (
    <li className="moment" data-tone={tone}>
      <span className="dot">
        <Icon name={icon} />
      </span>
      <span className="moment-words">
        <span>
          {words} {item.kind === 'sent' && item.delivery && <Ticks delivery={item.delivery} />}
        </span>
        {note && <small>{note}</small>}
        {id && <code title={id}>{id}</code>}
      </span>
      <span className="after">+{formatDuration(item.afterMs, language)}</span>
    </li>
  );
}

function draw(item: PathItem, t: Translate<'demo'>, language: Language): Drawing {
  switch (item.kind) {
    case 'accepted':
      return { icon: 'inbox', tone: 'done', words: t('path.accepted'), id: item.message };
    case 'step': {
      const note = t.known(`step.${item.type}`) ?? item.type;
      return { icon: STEP_ICONS[item.type] ?? 'set', tone: 'step', words: item.title, note };
    }
    case 'written':
      return drawWritten(item, t, language);
    case 'sent':
      return { icon: 'reply', tone: 'done', words: t('path.sent'), note: item.text, id: item.effect };
    case 'performing': {
      const attempt = item.attempts > 1 ? t('path.attempts', { count: item.attempts }) : undefined;
      const note = [attempt, troubleNote(item.trouble)].filter(Boolean).join(' · ');
      const tone = item.trouble ? 'trouble' : 'busy';
      return {
        icon: 'clock',
        tone,
        words: t(`path.performing.${item.what.kind}`),
        ...(note ? { note } : {}),
        id: item.effect,
      };
    }
    case 'parked':
      return { icon: 'alert', tone: 'trouble', words: t('path.parked'), ...noteOf(item.trouble), id: item.effect };
    case 'refused':
      return {
        icon: 'alert',
        tone: 'trouble',
        words: t(`path.refused.${item.what.kind}`),
        ...noteOf(item.trouble),
        id: item.effect,
      };
    case 'elapsed':
      return { icon: 'clock', tone: 'step', words: t('path.elapsed') };
    case 'released':
      return { icon: 'people', tone: 'step', words: t('path.released') };
    case 'resumed':
      return { icon: 'clock', tone: 'step', words: t('path.resumed') };
    case 'repaired':
      return { icon: 'people', tone: 'step', words: t(`path.repaired.${item.how}`, { by: item.by }) };
    case 'canceled':
      return { icon: 'cross', tone: 'trouble', words: t('path.canceled', { by: item.by, reason: item.reason }) };
    case 'ended': {
      const tone = item.status === 'failed' ? 'trouble' : 'step';
      return { icon: 'flag', tone, words: t(`path.ended.${item.status}`), ...noteOf(item.trouble) };
    }
  }
}

function drawWritten(item: Extract<PathItem, { kind: 'written' }>, t: Translate<'demo'>, language: Language): Drawing {
  const { what, record, created, tookMs } = item;
  if (what.kind === 'handoff') return { icon: 'people', tone: 'done', words: t('path.handoff') };
  const took = t('path.took', { time: formatDuration(tookMs, language) });
  if (record === undefined) {
    const words = t('path.done', { operation: what.operation ?? '' });
    return { icon: 'tick', tone: 'done', words, note: took, id: item.effect };
  }
  const words = t(created === false ? 'path.updated' : 'path.created', { object: objectName(what, t) });
  return { icon: 'cloud', tone: 'record', words, note: took, id: record };
}

function objectName({ object = '' }: DemoWork, t: Translate<'demo'>): string {
  return t.known(`object.${object}`) ?? object;
}

function noteOf(trouble: DemoRefusal | undefined): { note?: string } {
  return trouble ? { note: troubleNote(trouble) ?? '' } : {};
}

function troubleNote(trouble: DemoRefusal | undefined): string | undefined {
  return trouble && `${trouble.message} (${trouble.code})`;
}
