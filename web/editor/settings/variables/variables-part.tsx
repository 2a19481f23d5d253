import { ActionIcon, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { withSteps } from '../../../../src/flow/edit/draft.ts';
import { renameVariable } from '../../../../src/flow/edit/rename-variable.ts';
import { variablesOf, type ParamPlace, type VariableUse } from '../../../../src/flow/edit/variables-of.ts';
import { VARIABLE_NAME } from '../../../../src/flow/field.ts';
import { own } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import { withoutPlace } from './without-place.ts';
import { useStepTitles } from '../use-step-titles.ts';
import styles from './variables.module.css';
import stepStyles from '../step/step.module.css';

/** All variables of the flow: type, where they are written and read; renamed everywhere, taken away with a warning. */
export function VariablesPart(): ReactNode {
  const t = useText('stepPanel');
  const { draft, catalog } = usePanel();
  const uses = useMemo(() => variablesOf(draft, catalog.types), [draft, catalog.types]);
  return (
    <section className={stepStyles.exits} aria-label={t('variables')}>
      <h3 className={stepStyles.heading}>{t('variables')}</h3>
      {uses.length === 0 && <p className={styles.quiet}>{t('variables.empty')}</p>}
      {uses.map((use) => (
        <VariableRow key={use.name} use={use} />
      ))}
    </section>
  );
}

function VariableRow({ use }: { use: VariableUse }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { catalog } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const [isAsking, ask] = useState(false);
  const { name, types, setBy, readBy } = use;
  const remove = (): void => {
    session.apply({ key: 'edit.setFlow' }, (draft) => {
      const steps = setBy.flatMap(({ step, path }) => {
        const found = own(draft.flow.steps, step);
        const type = found && own(catalog.types.steps, found.type);
        if (!found || !type || path.length === 0) return [];
        return [[step, { ...found, params: withoutPlace(found.params, { path, schema: type.params }) }] as const];
      });
      return withSteps(draft, Object.fromEntries(steps));
    });
    ask(false);
  };
  return (
    <div className={styles.row}>
      <div className={styles.head}>
        <NameInput name={name} isReadOnly={isReadOnly} />
        <span className={styles.type}>
          {types.length === 0 ? t('variables.unset') : types.map((type) => t.known(`type.${type}`) ?? type).join(', ')}
        </span>
        {!isReadOnly && setBy.length > 0 && (
          <ActionIcon
            size={24}
            aria-label={t('variables.remove', { name })}
            onClick={() => (readBy.length > 0 ? ask(true) : remove())}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <Places label={t('variables.setBy')} places={setBy} />
      <Places label={t('variables.readBy')} places={readBy} />
      {readBy.length === 0 && <p className={styles.quiet}>{t('variables.unread')}</p>}
      <Confirm
        opened={isAsking}
        title={t('variables.remove', { name })}
        verb={t('variables.remove.verb')}
        confirm={remove}
        close={() => ask(false)}
      >
        {t('variables.remove.why', { count: readBy.length })}
      </Confirm>
    </div>
  );
}

function Places({ label, places }: { label: string; places: readonly ParamPlace[] }): ReactNode {
  const session = useSession();
  const titles = useStepTitles();
  if (places.length === 0) return null;
  return (
    <div className={styles.head}>
      <span className={styles.quiet} style={{ flex: 'none', minWidth: 64 }}>
        {label}
      </span>
      <ul className={styles.uses} style={{ flex: 1 }}>
        {[...Map.groupBy(places, ({ step }) => step)].map(([step, [first, ...others]]) => (
          <li key={step}>
            <button
              type="button"
              className={styles.use}
              onClick={() => session.open({ step, field: first?.path ?? [] })}
            >
              {titles.find(({ value }) => value === step)?.label ?? step}
              {others.length > 0 && ` ×${others.length + 1}`}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Another name is given everywhere when the field is left. */
function NameInput({ name, isReadOnly }: { name: string; isReadOnly: boolean }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { catalog } = usePanel();
  const [text, setText] = useState(name);
  const isName = new RegExp(VARIABLE_NAME).test(text);
  const rename = (): void => {
    if (!isName || text === name) return;
    const renamed = session.apply({ key: 'edit.renameVariable', values: { to: text } }, (draft) =>
      renameVariable(draft, { from: name, to: text }, catalog.types),
    );
    if (!renamed) setText(name);
  };
  return (
    <TextInput
      size="xs"
      aria-label={t('variables.name', { name })}
      classNames={{ input: stepStyles.id ?? '' }}
      disabled={isReadOnly}
      value={text}
      error={isName ? undefined : t('variable.bad')}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setText(name);
      }}
    />
  );
}
