import { useEffect, useRef, type ReactNode } from 'react';
import { Bubble, PendingBubble } from './bubble.tsx';
import { OpenerChips } from './composer.tsx';
import type { Demo } from './use-demo.ts';
import { isTyping, isUnclaimed, offerOf, ownPending, type Opener } from './view.ts';
import { useText } from '../i18n/use-text.ts';

type ThreadProps = { demo: Demo; openers: readonly Opener[]; isEmpty: boolean };

/** The conversation, oldest on top; it follows the newest message. */
export function Thread({ demo, openers, isEmpty }: ThreadProps): ReactNode {
  const t = useText('demo');
  const { view } = demo;
  const end = useRef<HTMLDivElement>(null);
  const messages = view.state?.thread.messages ?? [];
  const pending = ownPending(view);
  const typing = isTyping(view);
  const offer = offerOf(view);
  useEffect(() => {
    const box = end.current?.parentElement;
    if (box) box.scrollTop = box.scrollHeight;
  }, [messages.length, pending.length, typing]);
  return (
    <div className="thread" role="log" aria-label={t('phone.thread')} tabIndex={0}>
      {isEmpty && <FirstSteps openers={openers} say={demo.say} />}
      {messages.map((message) => (
        <Bubble key={message.id} message={message} isOpen={message === offer} say={demo.say} />
      ))}
      {pending.map((each) => (
        <PendingBubble key={each.key} pending={each} sayAgain={demo.sayAgain} />
      ))}
      {typing && (
        <div className="typing" role="status" aria-label={t('phone.typing')}>
          <i />
          <i />
          <i />
        </div>
      )}
      <Notes demo={demo} openers={openers} />
      <div ref={end} />
    </div>
  );
}

function FirstSteps({ openers, say }: { openers: readonly Opener[]; say: Demo['say'] }): ReactNode {
  const t = useText('demo');
  const [first] = openers;
  if (!first) return null;
  const [before, after] = t('phone.empty', { word: '\n' }).split('\n');
  return (
    <div className="first-steps">
      <p className="first-word">
        {before}
        <strong>{first.word}</strong>
        {after}
      </p>
      <p>{t('phone.emptyWhy')}</p>
      <div className="openers">
        <OpenerChips openers={openers} say={say} explained />
      </div>
    </div>
  );
}

function Notes({ demo, openers }: { demo: Demo; openers: readonly Opener[] }): ReactNode {
  const t = useText('demo');
  const conversation = demo.view.state?.thread.conversation;
  if (conversation?.state === 'people') {
    const { queue, id } = conversation;
    return (
      <div className="note" role="status">
        <p>{queue ? t('phone.peopleQueue', { queue }) : t('phone.people')}</p>
        <button type="button" className="button" onClick={() => demo.release(id)}>
          {t('phone.release')}
        </button>
      </div>
    );
  }
  if (!isUnclaimed(demo.view)) return null;
  const words = openers.map(({ word }) => `“${word}”`).join(', ');
  return (
    <div className="note" role="status">
      <p>{t('phone.unclaimed', { words })}</p>
    </div>
  );
}
