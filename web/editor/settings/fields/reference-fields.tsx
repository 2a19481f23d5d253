import { Anchor, Autocomplete, MultiSelect, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JsonValue } from '../../../../src/base/json.ts';
import { VARIABLE_NAME } from '../../../../src/flow/field.ts';
import { useText } from '../../../i18n/use-text.ts';
import type { FieldModel } from '../../../ui/form/field-model.ts';
import { placeOf, type FieldProps } from '../../../ui/form/form-world.tsx';
import { useFieldWords } from '../../../ui/form/inputs.tsx';
import { usePanel } from '../panel-world.tsx';
import { useStepTitles } from '../use-step-titles.ts';

type Option = { value: string; label: string };

/** A name chosen among those that there are; one that there is not stays, and is said to be unknown. */
function NameSelect(props: FieldProps & { options: readonly Option[] }): ReactNode {
  const { field, value, path, change, options } = props;
  const t = useText('stepPanel');
  const words = useFieldWords({ field, path });
  const chosen = typeof value === 'string' ? value : '';
  const isKnown = chosen === '' || options.some((option) => option.value === chosen);
  return (
    <NativeSelect
      {...words}
      value={chosen}
      data={[
        ...(field.required && chosen !== '' ? [] : [{ value: '', label: t('choose') }]),
        ...options,
        ...(isKnown ? [] : [{ value: chosen, label: t('unknownName', { name: chosen }) }]),
      ]}
      onChange={(event) =>
        change(event.currentTarget.value === '' && !field.required ? undefined : event.currentTarget.value)
      }
    />
  );
}

/** Which connections a field takes: those of channels where people are written to, those of systems elsewhere. */
function useConnections(kind: 'channel' | 'connector'): Option[] {
  const { view, catalog } = usePanel();
  const list = view?.connectionList ?? [];
  const named = new Set(list.map(({ name }) => name));
  // What we do ourselves is called like a connection and is none of the list.
  const own = kind === 'connector' ? Object.keys(catalog.connections).filter((name) => !named.has(name)) : [];
  return [
    ...list
      .filter((each) => each.kind === kind)
      .map(({ name, title }) => ({ value: name, label: name === title ? name : `${name} · ${title}` })),
    ...own.map((name) => ({ value: name, label: view?.titles[name]?.title ?? name })),
  ];
}

function ConnectLink(): ReactNode {
  const t = useText('stepPanel');
  return (
    <Anchor component={Link} to="/connections" size="xs">
      {t('connect')}
    </Anchor>
  );
}

/** A connection: of a system, unless the field is about where to write. */
export function ConnectionField(props: FieldProps): ReactNode {
  const isChannel = isChannelField(props.field);
  const options = useConnections(isChannel ? 'channel' : 'connector');
  return (
    <div>
      <NameSelect {...props} options={options} />
      <ConnectLink />
    </div>
  );
}

function isChannelField({ key }: FieldModel): boolean {
  return key.startsWith('send.') || key.includes('.to.') || key.endsWith('.connections');
}

/** Several connections of channels. */
export function ConnectionsField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('stepPanel');
  const words = useFieldWords({ field, path });
  const options = useConnections('channel');
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const unknown = chosen.filter((name) => !options.some((option) => option.value === name));
  return (
    <MultiSelect
      {...words}
      data={[...options, ...unknown.map((name) => ({ value: name, label: t('unknownName', { name }) }))]}
      value={chosen}
      placeholder={chosen.length === 0 ? t('allConnections') : undefined}
      onChange={(next) => change(next.length === 0 ? undefined : next)}
    />
  );
}

/** What a connection can do. */
export function OperationField(props: FieldProps & { connection: string }): ReactNode {
  const { catalog, view } = usePanel();
  const t = useText('stepPanel');
  const connector = catalog.connections[props.connection]?.connector ?? '';
  const operations = Object.keys(catalog.operations[connector] ?? {});
  const titles = view?.titles[connector]?.operations ?? {};
  const options = operations.map((name) => ({
    value: name,
    label: t.known(`operation.${name}`) ?? titles[name]?.title ?? name,
  }));
  return <NameSelect {...props} options={options} />;
}

/** A look that a connection can take, of a trigger. */
export function PollField(props: FieldProps & { connection: string }): ReactNode {
  const { catalog, view } = usePanel();
  const connector = catalog.connections[props.connection]?.connector ?? '';
  const polls = Object.entries(view?.titles[connector]?.polls ?? {});
  return <NameSelect {...props} options={polls.map(([value, { title }]) => ({ value, label: title }))} />;
}

/** The name of a variable: one that there is, or a new one, in one box. */
export function VariableField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('stepPanel');
  const { error, ...words } = useFieldWords({ field, path });
  const { variables } = usePanel();
  const names = variables
    .filter((each) => each.names.length === 2 && each.names[0] === 'vars')
    .map(({ names: [, name = ''] }) => name);
  const text = typeof value === 'string' ? value : '';
  const isName = text === '' || new RegExp(VARIABLE_NAME).test(text);
  const isNew = isName && text !== '' && !names.includes(text);
  return (
    <Autocomplete
      {...words}
      value={text}
      data={names}
      error={isName ? error : t('variable.bad')}
      rightSection={isNew ? <small>{t('variable.new')}</small> : undefined}
      rightSectionWidth={54}
      onChange={(next) => change(next === '' && !field.required ? undefined : next, placeOf(path))}
    />
  );
}

/** A calendar by its name. */
export function CalendarField(props: FieldProps): ReactNode {
  const { catalog } = usePanel();
  return <NameSelect {...props} options={Object.keys(catalog.calendars ?? {}).map(asOption)} />;
}

/** Another flow by its id. */
export function FlowField(props: FieldProps): ReactNode {
  const { catalog, draft } = usePanel();
  const flows = Object.keys(catalog.flows ?? {}).filter((flow) => flow !== draft.flow.id);
  return <NameSelect {...props} options={flows.map(asOption)} />;
}

/** The name of a secret. */
export function SecretField(props: FieldProps): ReactNode {
  const { catalog } = usePanel();
  return <NameSelect {...props} options={(catalog.secrets ?? []).map(asOption)} />;
}

/** A step of this flow. */
export function StepField(props: FieldProps): ReactNode {
  const titles = useStepTitles();
  return <NameSelect {...props} options={titles} />;
}

/** Loops that a jump leaves. */
export function StepsField({ field, value, path, change }: FieldProps): ReactNode {
  const words = useFieldWords({ field, path });
  const titles = useStepTitles();
  const chosen: JsonValue[] = Array.isArray(value) ? [...(value as readonly JsonValue[])] : [];
  return (
    <MultiSelect
      {...words}
      data={titles}
      value={chosen.map(String)}
      onChange={(next) => change(next.length === 0 ? undefined : next)}
    />
  );
}

function asOption(name: string): Option {
  return { value: name, label: name };
}
