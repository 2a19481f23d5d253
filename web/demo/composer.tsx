import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { Icon } from './icon.tsx';
import type { Said } from './api.ts';
import type { Opener } from './view.ts';
import { useText } from '../i18n/use-text.ts';

const LONGEST = 4096;

type ComposerProps = {
  say(said: Said): void;
  openers: readonly Opener[];
  /** Grows with everything that is said: a button that was tapped may be gone, and the focus with it. */
  saidCount: number;
};

/** Where the customer writes; words that start a flow stand above it while none is under way. */
export function Composer({ say, openers, saidCount }: ComposerProps): ReactNode {
  const t = useText('demo');
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Where there is no mouse, focus would open the keyboard over the page.
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (isFree && matchMedia('(hover: hover)').matches) input.current?.focus({ preventScroll: true });
  }, [saidCount]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    say({ text: text.trim() });
    setText('');
  };
  return (
    <div className="composer">
      {openers.length > 0 && (
        <div className="openers" role="group" aria-label={t('phone.start')}>
          <span aria-hidden>{t('phone.start')}</span>
          <OpenerChips openers={openers} say={say} />
        </div>
      )}
      <form onSubmit={submit}>
        <input
          ref={input}
          value={text}
          maxLength={LONGEST}
          autoComplete="off"
          aria-label={t('phone.write')}
          placeholder={t('phone.write')}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="send" aria-label={t('phone.send')} title={t('phone.send')}>
          <Icon name="send" />
        </button>
      </form>
    </div>
  );
}

type ChipsProps = { openers: readonly Opener[]; say(said: Said): void; explained?: boolean };

/** One button per word that starts a flow; `explained` names the flow under the word. */
export function OpenerChips({ openers, say, explained = false }: ChipsProps): ReactNode {
  return openers.map(({ word, flow }) => (
    <button key={flow} type="button" className="chip" title={flow} onClick={() => say({ text: word })}>
      {word}
      {explained && <small>{flow}</small>}
    </button>
  ));
}
