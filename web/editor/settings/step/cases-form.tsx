import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import { fieldOf, startValue } from '../../../ui/form/field-model.ts';
import { placeOf, useFormWorld } from '../../../ui/form/form-world.tsx';
import { Reorder } from '../../../ui/form/list-field.tsx';
import { Members } from '../../../ui/form/members.tsx';
import { choiceId } from '../message/message-content.ts';
import { ExitSelect } from './exit-select.tsx';
import type { StepFormProps } from './step-form.tsx';
import styles from './step.module.css';
import { said } from '../../../ui/form/said.ts';

/** Conditions in their order, each with the exit that it leads to. */
export function BranchForm(props: StepFormProps): ReactNode {
  return <CasesForm {...props} type="branch" exit="id" rest="else" />;
}

/** Values in their order, each with its exit. */
export function SwitchForm(props: StepFormProps): ReactNode {
  const { schema, params, change } = props;
  const { Field } = useFormWorld();
  return (
    <div className={styles.stack}>
      <Field
        field={fieldOf(schema.properties?.['value'] ?? {}, {
          name: 'value',
          key: 'switch.value',
          required: true,
        })}
        value={params['value']}
        path={['value']}
        change={(next, merge) => change({ ...params, value: next ?? '' }, merge)}
      />
      <CasesForm {...props} type="switch" exit="exit" rest="other" />
      <Members
        schema={schema}
        name="switch"
        value={params}
        path={[]}
        except={['value', 'cases']}
        shown={['ignoreCase']}
        change={change}
      />
    </div>
  );
}

type CasesProps = StepFormProps & {
  type: 'branch' | 'switch';
  /** The member that names the exit of a case. */
  exit: 'id' | 'exit';
  /** The exit where no case fits. */
  rest: string;
};

function CasesForm({ schema, params, change, type, exit, rest }: CasesProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly, troublesAt } = useFormWorld();
  const cases = Array.isArray(params['cases'])
    ? (params['cases'] as readonly JsonValue[]).map((each) => (isObject(each) ? each : {}))
    : [];
  const list = schema.properties?.['cases'] ?? {};
  const items = list.items ?? {};
  const give = (next: readonly JsonValue[], merge?: string): void => change({ ...params, cases: next }, merge);
  const taken = [...cases.map((each) => said(each[exit])), rest];
  const add = (): void => {
    const start = startValue(items);
    const named = { [exit]: choiceId(t('cases.exit', { number: cases.length + 1 }), taken) };
    give([...cases, isObject(start) ? { ...start, ...named } : named]);
  };
  return (
    <div className={styles.stack} data-place="cases">
      {troublesAt(['cases']).map(({ code, message }) => (
        <p key={code} className={styles.error}>
          {message}
        </p>
      ))}
      <Reorder
        items={cases}
        nameOf={(at) => t('cases.case', { number: at + 1 })}
        canRemove={cases.length > 1}
        isReadOnly={isReadOnly}
        change={give}
        renderTitle={(at) => (
          <ExitName
            one={cases[at] ?? {}}
            exit={exit}
            taken={taken.filter((_, place) => place !== at)}
            number={at + 1}
            change={(next, merge) => give(cases.with(at, next), merge)}
          />
        )}
      >
        {(_item, at) => (
          <div className={styles.stack}>
            <Members
              schema={items}
              name={`${type}.cases`}
              value={cases[at] ?? {}}
              path={['cases', at]}
              except={[exit, 'title']}
              change={(next, merge) => give(cases.with(at, next), merge)}
            />
            <ExitSelect outcome={said(cases[at]?.[exit])} />
          </div>
        )}
      </Reorder>
      <div className={styles.otherwise}>
        <strong>{t(`cases.${rest === 'else' ? 'else' : 'other'}`)}</strong>
        <ExitSelect outcome={rest} />
      </div>
      {!isReadOnly && cases.length < (list.maxItems ?? Infinity) && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
        >
          {t('cases.add')}
        </Button>
      )}
    </div>
  );
}

const EXIT = /^[A-Za-z0-9_-]{1,64}$/;

type ExitNameProps = {
  one: JsonObject;
  exit: 'id' | 'exit';
  taken: readonly string[];
  number: number;
  change(one: JsonObject, merge?: string): void;
};

/** What an exit is called. Its name stays in the field while it cannot be one. */
function ExitName({ one, exit, taken, number, change }: ExitNameProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly } = useFormWorld();
  const name = said(one[exit]);
  const [text, setText] = useState(name);
  const [known, setKnown] = useState(name);
  if (known !== name) {
    setKnown(name);
    setText(name);
  }
  const fault = taken.includes(text) ? t('cases.taken') : EXIT.test(text) ? undefined : t('cases.bad');
  return (
    <TextInput
      size="xs"
      classNames={{ input: styles.exitName ?? '' }}
      aria-label={t('cases.name', { number })}
      disabled={isReadOnly}
      value={text}
      error={fault}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        // The way of the exit goes along with its name only while the name is a good one.
        if (EXIT.test(next) && !taken.includes(next)) {
          setKnown(next);
          change({ ...one, [exit]: next }, placeOf(['cases', number, exit]));
        }
      }}
    />
  );
}
