import { ActionIcon, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowUp, IconFocus2 } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { StepId } from '../../../../src/base/ids.ts';
import type { Choice, InboundContent } from '../../../../src/message/content.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useSession } from '../../session/use-editor.ts';
import type { Moment } from '../trial-model.ts';
import { useStepTitle } from '../use-trial.ts';
import styles from './phone.module.css';
import { Said } from './said.tsx';

type PhoneProps = {
  moments: readonly Pick<Moment, 'lines' | 'remarks'>[];
  name: string;
  /** True while an answer is on its way. */
  isBusy?: boolean;
  onSay(content: InboundContent): void;
};

/** A phone: what was said, what can be tapped, and where one writes. */
export function Phone({ moments, name, isBusy = false, onSay }: PhoneProps): ReactNode {
  const t = useText('test');
  const [text, setText] = useState('');
  const thread = useRef<HTMLDivElement>(null);
  const lines = moments.flatMap((moment, at) => moment.lines.map((line, place) => ({ line, key: `${at}.${place}` })));
  const remarks = moments.at(-1)?.remarks ?? [];
  const count = lines.length;
  useEffect(() => {
    thread.current?.scrollTo({ top: thread.current.scrollHeight });
  }, [count]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    onSay({ kind: 'text', text });
    setText('');
  };
  const tap = ({ id, title }: Choice): void => onSay({ kind: 'choice', id, title });
  return (
    <section className={styles.phone} data-phone aria-label={t('phone.label', { name })}>
      <header className={styles.head}>{name}</header>
      {/* The thread scrolls, so that keys must reach it. */}
      <div ref={thread} className={styles.thread} role="log" aria-label={t('phone.label', { name })} tabIndex={0}>
        {lines.length === 0 && <p className={styles.empty}>{t('phone.empty', { name })}</p>}
        {lines.map(({ line, key }) => (
          <Said
            key={key}
            content={line.content}
            from={line.from}
            {...(line.from === 'bot' ? { onTap: tap } : {})}
            foot={line.step !== undefined && <SaidBy step={line.step} />}
          />
        ))}
        {remarks.map(({ key }) => (
          <p key={key} className={styles.remark}>
            {t.known(`remark.${key}`)}
          </p>
        ))}
      </div>
      <form className={styles.write} onSubmit={send}>
        <TextInput
          className={styles.field}
          aria-label={t('phone.write')}
          placeholder={t('phone.write')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ActionIcon type="submit" variant="filled" color="rust" loading={isBusy} aria-label={t('phone.send')}>
          <IconArrowUp size={18} />
        </ActionIcon>
      </form>
    </section>
  );
}

/** The step that said something; shows it on the canvas. */
function SaidBy({ step }: { step: StepId }): ReactNode {
  const t = useText('test');
  const session = useSession();
  const titleOf = useStepTitle();
  const title = titleOf(step);
  return (
    <UnstyledButton
      className={styles.by}
      aria-label={t('phone.step', { title })}
      onClick={() => session.select({ steps: [step] })}
    >
      <IconFocus2 size={12} aria-hidden />
      {title}
    </UnstyledButton>
  );
}
