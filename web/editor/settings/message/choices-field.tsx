import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { pickText, type Text } from '../../../../src/flow/flow.ts';
import type { Capabilities } from '../../../../src/message/capabilities.ts';
import { useText } from '../../../i18n/use-text.ts';
import { fieldOf, withMember, type FormSchema } from '../../../ui/form/field-model.ts';
import { placeOf, useFormWorld, type FieldPath } from '../../../ui/form/form-world.tsx';
import { Reorder } from '../../../ui/form/list-field.tsx';
import { usePanel } from '../panel-world.tsx';
import { choiceId, choiceLimits } from './message-content.ts';
import styles from './message.module.css';
import { said } from '../../../ui/form/said.ts';

type ChoicesProps = {
  /** The schema of the list. */
  schema: FormSchema;
  /** Key of the list: `ask.answer.choices`. */
  name: string;
  value: JsonValue | undefined;
  path: FieldPath;
  /** The channel that limits are told for. */
  capabilities: Capabilities | undefined;
  change(value: readonly JsonValue[], merge?: string): void;
};

/** Things to pick: title, id, and how far they fit the channel. A new one is named after its title. */
export function ChoicesField({ schema, name, value, path, capabilities, change }: ChoicesProps): ReactNode {
  const t = useText('stepPanel');
  const { title, troublesAt, isReadOnly } = useFormWorld();
  const choices = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((each) => (isObject(each) ? each : {}))
    : [];
  const list = fieldOf(schema, { name: 'choices', key: name, required: true });
  const thing = title({ ...list, key: `${name}[]` });
  const [trouble] = troublesAt(path);
  const set = (at: number, next: JsonObject, merge?: string): void => change(choices.with(at, next), merge);
  return (
    <div className={styles.choices} data-place={placeOf(path)}>
      <div>
        <h3 className={styles.heading}>{title(list)}</h3>
        <Limits count={choices.length} capabilities={capabilities} />
        {trouble && <p className={styles.loss}>{trouble.message}</p>}
      </div>
      <Reorder
        items={choices}
        nameOf={(at) => `${thing} ${at + 1}`}
        canRemove={choices.length > 1}
        isReadOnly={isReadOnly}
        change={change}
      >
        {(_item, at) => (
          <Choice
            schema={schema.items ?? {}}
            name={name}
            choice={choices[at] ?? {}}
            others={choices.filter((_, place) => place !== at).map(({ id }) => said(id))}
            path={[...path, at]}
            capabilities={capabilities}
            change={(next, merge) => set(at, next, merge)}
          />
        )}
      </Reorder>
      {!isReadOnly && choices.length < (schema.maxItems ?? Infinity) && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            const titled = `${thing} ${choices.length + 1}`;
            change([
              ...choices,
              {
                id: choiceId(
                  titled,
                  choices.map(({ id }) => said(id)),
                ),
                title: titled,
              },
            ]);
          }}
        >
          {t('choices.add')}
        </Button>
      )}
    </div>
  );
}

function Limits({ count, capabilities }: { count: number; capabilities: Capabilities | undefined }): ReactNode {
  const t = useText('stepPanel');
  if (!capabilities) return null;
  const { buttons, list } = choiceLimits(capabilities);
  if (!buttons && !list) return <p className={styles.quiet}>{t('choices.numbered')}</p>;
  const fitting = buttons && count <= buttons.most ? 'buttons' : list && count <= list.most ? 'list' : 'over';
  const most = fitting === 'buttons' ? buttons?.most : (list?.most ?? buttons?.most);
  return (
    <p className={styles.count} data-over={fitting === 'over' || undefined}>
      {t(`choices.${fitting}`, { count, most: most ?? 0 })}
    </p>
  );
}

type ChoiceProps = {
  schema: FormSchema;
  name: string;
  choice: JsonObject;
  others: readonly string[];
  path: FieldPath;
  capabilities: Capabilities | undefined;
  change(choice: JsonObject, merge?: string): void;
};

function Choice({ schema, name, choice, others, path, capabilities, change }: ChoiceProps): ReactNode {
  const t = useText('stepPanel');
  const { title, Field, troublesAt, isReadOnly } = useFormWorld();
  const { draft } = usePanel();
  const model = (member: string) =>
    fieldOf(schema.properties?.[member] ?? {}, {
      name: member,
      key: `${name}.${member}`,
      required: member !== 'description',
    });
  const own = draft.flow.language;
  const titled = pickText((choice['title'] ?? '') as Text, own, own);
  const most = capabilities && (capabilities.buttons?.title ?? capabilities.list?.title);
  // An id that was made out of the title goes along with it; one that somebody wrote stays.
  const isMade = choice['id'] === choiceId(titled, others);
  const setTitle = (next: JsonValue | undefined, merge?: string): void => {
    const words = pickText((next ?? '') as Text, own, own);
    const id = isMade ? { id: choiceId(words, others) } : {};
    change({ ...choice, ...id, title: next ?? '' }, merge);
  };
  return (
    <div className={styles.choices}>
      <Field field={model('title')} value={choice['title']} path={[...path, 'title']} change={setTitle} />
      {most !== undefined && titled.length > most && !titled.includes('{{') && (
        <p className={styles.loss}>{t('choices.long', { length: titled.length, most })}</p>
      )}
      {(capabilities?.list || choice['description'] !== undefined) && (
        <Field
          field={model('description')}
          value={choice['description']}
          path={[...path, 'description']}
          change={(next, merge) => change(withMember(choice, 'description', next), merge)}
        />
      )}
      <TextInput
        size="xs"
        label={title(model('id'))}
        title={t('choices.id')}
        error={troublesAt([...path, 'id'])[0]?.message}
        disabled={isReadOnly}
        value={said(choice['id'])}
        onChange={(event) => change({ ...choice, id: event.currentTarget.value }, placeOf([...path, 'id']))}
      />
    </div>
  );
}
