import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { invalidate, useApiMutation } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { useNotify } from '../ui/use-notify.tsx';
import { JsonInput } from './json-input.tsx';
import { readObject } from './read-object.ts';
import styles from './runs.module.css';
import type { Effect } from './api-types.ts';

type Answer = 'happened' | 'failed' | 'again';
const ANSWERS: readonly Answer[] = ['happened', 'failed', 'again'];

type SettleProps = {
  effect: string;
  kind: Effect['request']['kind'];
};

/** Asks what became of an effect of unknown outcome; each answer says what follows from it. */
export function Settle({ effect, kind }: SettleProps): ReactNode {
  const t = useText('runs');
  const [answer, setAnswer] = useState<Answer>();
  return (
    <div className={styles.settle} role="group" aria-label={t('settle.question')}>
      {ANSWERS.map((each) => (
        <Button key={each} variant="default" size="xs" onClick={() => setAnswer(each)}>
          {t(`settle.${each}`)}
        </Button>
      ))}
      {answer && <SettleDialog effect={effect} kind={kind} answer={answer} close={() => setAnswer(undefined)} />}
    </div>
  );
}

function SettleDialog({ effect, kind, answer, close }: SettleProps & { answer: Answer; close(): void }): ReactNode {
  const t = useText('runs');
  const notify = useNotify();
  const queries = useQueryClient();
  const settle = useApiMutation('POST /parked/:effect/settle');
  const [output, setOutput] = useState('');
  const [reason, setReason] = useState('');
  const read = readObject(output === '' ? '{}' : output);
  const send = (): void => {
    if (!read.value) return;
    const body =
      answer === 'happened'
        ? { as: answer, output: read.value }
        : answer === 'failed'
          ? { as: answer, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }
          : { as: answer };
    settle.mutate(
      { params: { effect }, body },
      {
        onSuccess: () => {
          void invalidate(queries, 'runs');
          notify.done(t('settle.done'));
          close();
        },
      },
    );
  };
  const consequence = t.known(`settle.${answer}.${kind}`) ?? t(`settle.${answer}.call`);
  return (
    <Modal opened onClose={close} title={t(`settle.${answer}`)} closeButtonProps={{ 'aria-label': t('close') }}>
      <div className={styles.dialog}>
        <p>{consequence}</p>
        {answer === 'happened' && kind === 'call' && (
          <JsonInput
            label={t('settle.output')}
            description={t('settle.output.why')}
            value={output}
            set={setOutput}
            rows={3}
          />
        )}
        {answer === 'failed' && (
          <TextInput
            label={t('settle.reason')}
            value={reason}
            onChange={({ currentTarget: { value } }) => setReason(value)}
          />
        )}
        {settle.error && <ErrorView error={settle.error} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancelDialog')}
          </Button>
          <Button loading={settle.isPending} disabled={!read.value} onClick={send}>
            {t(`settle.${answer}.verb`)}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
