import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import { fieldOf, withMember, type FormSchema } from '../../../ui/form/field-model.ts';
import { placeOf, useFormWorld, type FieldPath } from '../../../ui/form/form-world.tsx';
import { Members } from '../../../ui/form/members.tsx';
import { usePanel } from '../panel-world.tsx';
import { TemplateBox } from '../template/template-field.tsx';
import { ChoicesField } from './choices-field.tsx';
import { asKind, kindOfMessage, placeholdersOf, withTemplate, type MessageKind } from './message-content.ts';
import type { PreviewChoice } from './use-preview.ts';
import styles from './message.module.css';
import { said } from '../../../ui/form/said.ts';

const KINDS: readonly MessageKind[] = ['text', 'choices', 'media', 'template'];
const DRESS = ['style', 'listButton', 'header', 'footer'] as const;

type MessageFormProps = {
  schema: FormSchema;
  /** What the keys begin with: `send` or `send.rungs`. */
  name: string;
  value: JsonObject;
  path: FieldPath;
  preview: PreviewChoice;
  /** The connection that it goes out on, where that is known. */
  connection: string | undefined;
  change(value: JsonObject, merge?: string): void;
};

/** One message: a text, choices, a file or an approved message, by tabs; words are kept from one to the other. */
export function MessageForm({ schema, name, value, path, preview, connection, change }: MessageFormProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly, Field } = useFormWorld();
  const kind = kindOfMessage(value);
  const member = (named: string, required = true) =>
    fieldOf(schema.properties?.[named] ?? {}, { name: named, key: `${name}.${named}`, required });
  const field = (named: string, required = true): ReactNode => (
    <Field
      key={named}
      field={member(named, required)}
      value={value[named]}
      path={[...path, named]}
      change={(next: JsonValue | undefined, merge?: string) => change(withMember(value, named, next), merge)}
    />
  );
  return (
    <div className={styles.section}>
      <SegmentedControl
        fullWidth
        size="xs"
        disabled={isReadOnly}
        aria-label={t('message.kind')}
        data={KINDS.map((each) => ({ value: each, label: t(`message.${each}`) }))}
        value={kind}
        onChange={(next) => change(asKind(value, next, [t('choice.yes'), t('choice.no')]))}
      />
      {kind !== 'template' && field('text', kind !== 'media')}
      {kind === 'choices' && (
        <>
          <ChoicesField
            schema={schema.properties?.['choices'] ?? {}}
            name={`${name}.choices`}
            value={value['choices']}
            path={[...path, 'choices']}
            capabilities={preview.channel?.capabilities}
            change={(next, merge) => change({ ...value, choices: next }, merge)}
          />
          {DRESS.map((each) => field(each, false))}
        </>
      )}
      {kind === 'media' && isObject(value['media']) && (
        <Members
          schema={schema.properties?.['media'] ?? {}}
          name={`${name}.media`}
          value={value['media']}
          path={[...path, 'media']}
          shown={['url']}
          change={(next, merge) => change({ ...value, media: next }, merge)}
        />
      )}
      {kind === 'template' && isObject(value['template']) && (
        <ApprovedForm
          schema={schema.properties?.['template'] ?? {}}
          name={`${name}.template`}
          value={value['template']}
          path={[...path, 'template']}
          connection={connection}
          change={(next, merge) => change({ ...value, template: next }, merge)}
        />
      )}
    </div>
  );
}

type ApprovedFormProps = Omit<MessageFormProps, 'preview'>;

/** An approved message: chosen among those that the provider told, its values by their names. */
function ApprovedForm({ schema, name, value, path, connection, change }: ApprovedFormProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly, troublesAt } = useFormWorld();
  const { catalog } = usePanel();
  const told = Object.entries(catalog.templates ?? {})
    .filter(([of]) => connection === undefined || of === connection)
    .flatMap(([of, list]) => list.map((each) => ({ of, each })));
  const keyOf = (each: { name: string; language: string }): string => `${each.name} ${each.language}`;
  const chosen = told.find(({ each }) => each.name === value['name'] && each.language === value['language'])?.each;
  if (told.length === 0 || (value['name'] !== '' && !chosen))
    return (
      <>
        <p className={styles.quiet}>{t('approved.unknown')}</p>
        <Members schema={schema} name={name} value={value} path={path} shown={['parameters']} change={change} />
      </>
    );
  const values = Array.isArray(value['parameters']) ? (value['parameters'] as readonly JsonValue[]) : [];
  const [trouble] = troublesAt(path);
  return (
    <>
      <NativeSelect
        label={t('approved.choose')}
        disabled={isReadOnly}
        error={trouble?.message}
        value={chosen ? keyOf(chosen) : ''}
        data={[
          ...(chosen ? [] : [{ value: '', label: t('choose') }]),
          ...told.map(({ each }) => ({
            value: keyOf(each),
            label: `${each.name} · ${each.language}${each.status === 'approved' ? '' : ` · ${t(`approved.${each.status}`)}`}`,
          })),
        ]}
        onChange={(event) => {
          const next = told.find(({ each }) => keyOf(each) === event.currentTarget.value)?.each;
          if (next) change(withTemplate(value, next));
        }}
      />
      {chosen &&
        placeholdersOf(chosen).map((place, at) => (
          <TemplateBox
            key={place}
            label={t('approved.value', { name: place })}
            text={said(values[at])}
            isReadOnly={isReadOnly}
            place={placeOf([...path, 'parameters', at])}
            type={(next) => {
              const all = placeholdersOf(chosen).map((_, index) => (index === at ? next : (values[index] ?? '')));
              change({ ...value, parameters: all }, placeOf([...path, 'parameters', at]));
            }}
          />
        ))}
      <Members
        schema={schema}
        name={name}
        value={value}
        path={path}
        except={['name', 'language', 'parameters', 'names']}
        change={change}
      />
    </>
  );
}
