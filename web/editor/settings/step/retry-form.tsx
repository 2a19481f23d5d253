import type { ReactNode } from 'react';
import type { StepId } from '../../../../src/base/ids.ts';
import type { JsonObject } from '../../../../src/base/json.ts';
import { stepOf, withSteps } from '../../../../src/flow/edit/draft.ts';
import type { Step } from '../../../../src/flow/flow.ts';
import { retrySchema } from '../../../../src/flow/trigger-schema.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Form } from '../../../ui/form/field.tsx';
import { Members } from '../../../ui/form/members.tsx';
import { useStepWords } from '../../canvas/step-words.ts';
import { useSession } from '../../session/use-editor.ts';
import { useFormWorldOf } from '../use-form-world.ts';
import styles from './step.module.css';

/** Types of steps that have something done outside, which may have to be tried again. */
const RETRIED = ['send', 'ask', 'call', 'handoff', 'subflow'];

/** How often and how long what a step has done outside is tried. */
export function RetryForm({ id, step }: { id: StepId; step: Step }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const words = useStepWords();
  const world = useFormWorldOf(['flow', 'steps', id, 'retry']);
  if (!RETRIED.includes(step.type) && !step.retry) return null;
  const change = (retry: JsonObject, merge?: string): void => {
    const values = { title: words.title({ title: step.title, type: step.type }) };
    session.apply(
      { key: 'edit.setParams', values },
      (draft) => {
        const { retry: _former, ...rest } = stepOf(draft, id);
        const isNone = Object.keys(retry).length === 0;
        return withSteps(draft, { [id]: isNone ? rest : { ...rest, retry: retry } });
      },
      merge === undefined ? {} : { merge: `retry ${id} ${merge}` },
    );
  };
  return (
    <details className={styles.details} open={step.retry !== undefined || undefined}>
      <summary>{t('retry')}</summary>
      <Form world={world}>
        <Members
          schema={retrySchema}
          name="retry"
          value={step.retry ?? {}}
          path={[]}
          shown={['attempts', 'firstDelay', 'longestDelay', 'deadline']}
          change={change}
        />
      </Form>
    </details>
  );
}
