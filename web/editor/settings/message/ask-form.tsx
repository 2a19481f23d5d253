import type { ReactNode } from 'react';
import { isObject, type JsonObject } from '../../../../src/base/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import { fieldOf, withMember, type FormSchema } from '../../../ui/form/field-model.ts';
import { useFormWorld } from '../../../ui/form/form-world.tsx';
import { Members } from '../../../ui/form/members.tsx';
import type { StepFormProps } from '../step/step-form.tsx';
import { ChoicesField } from './choices-field.tsx';
import { messageOfAsk } from './message-content.ts';
import { MessagePreview } from './message-preview.tsx';
import { usePreview } from './use-preview.ts';
import styles from './message.module.css';
import { said } from '../../../ui/form/said.ts';

/** What an answer of each type is told by besides. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  text: ['minLength', 'maxLength'],
  number: ['min', 'max'],
  date: ['min', 'max'],
  phone: ['country'],
  pattern: ['pattern'],
  choice: ['style', 'listButton', 'header', 'footer'],
  email: [],
};

/** The form of a question: the words with a preview, what counts as an answer, and what happens without one. */
export function AskForm({ schema, params, change }: StepFormProps): ReactNode {
  const t = useText('stepPanel');
  const { Field } = useFormWorld();
  const preview = usePreview();
  const member = (name: string, required = true) =>
    fieldOf(schema.properties?.[name] ?? {}, { name, key: `ask.${name}`, required });
  return (
    <div className={styles.section}>
      <Field
        field={member('text')}
        value={params['text']}
        path={['text']}
        change={(next, merge) => change({ ...params, text: next ?? '' }, merge)}
      />
      <Answer
        schema={schema.properties?.['answer'] ?? {}}
        answer={isObject(params['answer']) ? params['answer'] : { type: 'text' }}
        capabilities={preview.channel?.capabilities}
        change={(next, merge) => change({ ...params, answer: next }, merge)}
      />
      <MessagePreview message={messageOfAsk(params)} preview={preview} />
      <Field
        field={member('saveAs')}
        value={params['saveAs']}
        path={['saveAs']}
        change={(next, merge) => change(withMember(params, 'saveAs', next ?? ''), merge)}
      />
      <h3 className={styles.heading}>{t('ask.otherwise')}</h3>
      <Members
        schema={schema}
        name="ask"
        value={params}
        path={[]}
        except={['text', 'answer', 'saveAs']}
        shown={['retries', 'timeout']}
        change={change}
      />
    </div>
  );
}

type AnswerProps = {
  schema: FormSchema;
  answer: JsonObject;
  capabilities: Parameters<typeof ChoicesField>[0]['capabilities'];
  change(answer: JsonObject, merge?: string): void;
};

function Answer({ schema, answer, capabilities, change }: AnswerProps): ReactNode {
  const t = useText('stepPanel');
  const { Field } = useFormWorld();
  const type = said(answer['type']);
  const own = OF_TYPE[type] ?? [];
  const others = Object.keys(schema.properties ?? {}).filter((name) => !own.includes(name));
  return (
    <div className={styles.section}>
      <div>
        <Field
          field={fieldOf(schema.properties?.['type'] ?? {}, {
            name: 'type',
            key: 'ask.answer.type',
            required: true,
          })}
          value={type}
          path={['answer', 'type']}
          change={(next) => change(ofType(answer, said(next), [t('choice.yes'), t('choice.no')]))}
        />
        <p className={styles.quiet}>{t.known(`accepts.${type}`)}</p>
      </div>
      {type === 'choice' && (
        <ChoicesField
          schema={schema.properties?.['choices'] ?? {}}
          name="ask.answer.choices"
          value={answer['choices']}
          path={['answer', 'choices']}
          capabilities={capabilities}
          change={(next, merge) => change({ ...answer, choices: next }, merge)}
        />
      )}
      {own.length > 0 && (
        <Members
          schema={schema}
          name="ask.answer"
          value={answer}
          path={['answer']}
          except={others}
          shown={type === 'choice' ? [] : own}
          change={change}
        />
      )}
    </div>
  );
}

/** The answer as one of another type: bounds and choices that mean nothing there go. */
function ofType(answer: JsonObject, type: string, labels: readonly string[]): JsonObject {
  const kept = new Set(['type', ...(OF_TYPE[type] ?? []), ...(type === 'choice' ? ['choices'] : [])]);
  const rest = Object.fromEntries(Object.entries(answer).filter(([name]) => kept.has(name)));
  const choices = labels.map((title, at) => ({ id: at === 0 ? 'yes' : 'no', title }));
  return { ...rest, type, ...(type === 'choice' && !rest['choices'] ? { choices } : {}) };
}
