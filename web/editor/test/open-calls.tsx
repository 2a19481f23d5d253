import { Button, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Effect } from '../../../src/flow/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { readObject } from './json-text.ts';
import { pretendAnswer } from './pretend-answer.ts';
import styles from './test-panel.module.css';
import { answer } from './trial.ts';
import type { Running } from './use-trial.ts';

/** Operations that wait for the author to say what they give. */
export function OpenCalls({ running }: { running: Running }): ReactNode {
  const { trial, isLatest } = running;
  if (!isLatest) return null;
  return trial.open.map((effect) =>
    effect.kind === 'call' ? <OpenCall key={effect.id} effect={effect} running={running} /> : null,
  );
}

function OpenCall({ effect, running }: { effect: Extract<Effect, { kind: 'call' }>; running: Running }): ReactNode {
  const t = useText('test');
  const { trial, act } = running;
  const [text, setText] = useState(() => JSON.stringify(pretendAnswer(effect, trial.setup.catalog), null, 2));
  const output = readObject(text);
  return (
    <div className={styles.card}>
      <p>{t('call.asked', { operation: effect.operation, connection: effect.connection })}</p>
      <Textarea
        autosize
        maxRows={8}
        size="xs"
        label={t('call.gives')}
        error={output ? undefined : t('start.vars.bad')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.acts}>
        <Button
          size="compact-sm"
          disabled={!output}
          onClick={() => output && act((now) => answer(now, effect.id, { output }))}
        >
          {t('call.answer')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            act((now) => answer(now, effect.id, { failure: { code: 'unavailable', message: t('call.failed') } }))
          }
        >
          {t('call.fail')}
        </Button>
      </div>
    </div>
  );
}
