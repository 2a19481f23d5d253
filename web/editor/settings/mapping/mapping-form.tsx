import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { useApi } from '../../../api/query.ts';
import { useText } from '../../../i18n/use-text.ts';
import { ErrorView } from '../../../ui/error-view.tsx';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import { Members } from '../../../ui/form/members.tsx';
import { useViewer } from '../../../ui/viewer.tsx';
import {
  inWordsOf,
  isDescribed,
  mappingFields,
  orderFields,
  searchFields,
  withValueAt,
  type MappingField,
} from './mapping-model.ts';
import { MappingRow } from './mapping-row.tsx';
import { DryRunPart } from './dry-run.tsx';
import { ProposalPart } from './proposal.tsx';
import { SuggestInput } from './suggest-input.tsx';
import { useOrgFindings } from './use-org-findings.ts';
import styles from './mapping.module.css';

/** Rows that are shown before one asks for the rest. */
const FIRST = 30;
const PAUSE_MS = 400;

/** Which operation is asked, and what it can be asked for. */
export type MappingAsk = {
  readonly connection: string;
  readonly operation: string;
  readonly can: { readonly suggests?: true; readonly proposes?: true; readonly dryRuns?: true };
};

type MappingFormProps = {
  ask: MappingAsk;
  /** The general form of the operation's input. */
  schema: FormSchema;
  input: JsonObject;
  change(input: JsonObject, merge?: string): void;
};

/** An operation whose system describes its own fields: what is chosen first, a row for each field, and ways to know before. */
export function MappingForm({ ask, schema: general, input, change }: MappingFormProps): ReactNode {
  const t = useText('stepPanel');
  const [asked] = useDebouncedValue(partial(input), PAUSE_MS);
  const described = useApi(
    'POST /connections/:connection/describe',
    { params: { connection: ask.connection }, body: { operation: ask.operation, input: asked } },
    { placeholderData: keepPreviousData, staleTime: 60_000, retry: false },
  );
  const shape = described.data?.schema;
  const schema = useMemo(() => (shape ? inWordsOf(general, shape) : general), [general, shape]);
  const members = Object.entries(schema.properties ?? {});
  const [rows] = members.find(([, member]) => isDescribed(member)) ?? [];
  // What the form of the fields depends on is chosen by looking; the rest is filled in like any form.
  const looked = members
    .filter(([name, member]) => ask.can.suggests && member.type === 'string' && schema.required?.includes(name))
    .map(([name]) => name);
  const findings = useOrgFindings(described.data !== undefined);
  return (
    <div className={styles.mapping}>
      {looked.map((name) => (
        <SuggestInput
          key={name}
          ask={ask}
          input={input}
          path={[name]}
          label={schema.properties?.[name]?.title ?? name}
          help={schema.properties?.[name]?.description}
          value={input[name]}
          change={(next) => change(withValueAt(input, [name], next))}
        />
      ))}
      {described.isError && <ErrorView error={described.error} retry={() => void described.refetch()} />}
      {described.isFetching && !described.data && <p className={styles.quiet}>{t('mapping.asking')}</p>}
      {rows !== undefined && (
        <Rows {...{ ask, input, change, findings }} member={rows} schema={schema.properties?.[rows] ?? {}} />
      )}
      <Members
        schema={schema}
        name="call.input"
        value={input}
        path={['input']}
        except={[...looked, ...(rows === undefined ? [] : [rows])]}
        change={change}
      />
      {ask.can.dryRuns && <DryRunPart ask={ask} input={input} />}
    </div>
  );
}

/** Only what the form can depend on is asked with: texts that are written while one types would ask at every letter. */
function partial(input: JsonObject): JsonObject {
  const plain = Object.entries(input).filter(([, value]) => typeof value === 'string');
  const fields = Object.entries(input).flatMap(([name, value]) => {
    if (!isObject(value)) return [];
    const named = Object.entries(value).filter(([, member]) => isObject(member));
    return named.length === 0 ? [] : [[name, Object.fromEntries(named)] as const];
  });
  return Object.fromEntries([...plain, ...fields]);
}

type RowsProps = {
  ask: MappingAsk;
  /** The member of the input that holds the fields. */
  member: string;
  schema: FormSchema;
  input: JsonObject;
  findings: ReturnType<typeof useOrgFindings>;
  change(input: JsonObject, merge?: string): void;
};

function Rows({ ask, member, schema, input, findings, change }: RowsProps): ReactNode {
  const t = useText('stepPanel');
  const { language } = useViewer();
  const [text, search] = useState('');
  const [filter, choose] = useState<'all' | 'given'>('all');
  const [isWhole, showAll] = useState(false);
  const given = isObject(input[member]) ? input[member] : {};
  const fields = mappingFields(schema, given);
  // The order is that of the moment at which the form was opened or something else was chosen: rows do not jump.
  const [order, keepOrder] = useState<{ of: FormSchema; names: readonly string[] }>();
  if (order?.of.title !== schema.title)
    keepOrder({ of: schema, names: orderFields(fields, given, language).map(({ name }) => name) });
  const placeOf = ({ name }: MappingField): number => order?.names.indexOf(name) ?? 0;
  const sorted = fields.toSorted((left, right) => placeOf(left) - placeOf(right));
  const found = searchFields(sorted, text).filter(
    ({ name, isRequired }) => filter === 'all' || isRequired || given[name] !== undefined,
  );
  const shown = isWhole || text !== '' ? found : found.slice(0, FIRST);
  const unknown = Object.keys(given).filter((name) => !fields.some((each) => each.name === name));
  const hint = fields.some(({ isKey }) => isKey);
  return (
    <section className={styles.rows} aria-label={schema.title ?? member}>
      <div className={styles.bar}>
        <TextInput
          type="search"
          size="xs"
          aria-label={t('mapping.search', { count: fields.length })}
          placeholder={t('mapping.search', { count: fields.length })}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          onChange={(event) => search(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('mapping.filter')}
          data={[
            { value: 'all', label: t('mapping.all') },
            { value: 'given', label: t('mapping.given', { count: Object.keys(given).length }) },
          ]}
          value={filter}
          onChange={(next) => choose(next === 'given' ? 'given' : 'all')}
        />
      </div>
      {ask.can.proposes && <ProposalPart ask={ask} input={input} fields={fields} change={change} />}
      {findings.isAsking && <p className={styles.quiet}>{t('mapping.checking')}</p>}
      <ul className={styles.list}>
        {shown.map((field) => (
          <MappingRow
            key={field.name}
            {...{ ask, field, input }}
            path={[member, field.name]}
            findings={findings.at(['input', member, field.name])}
            change={(next, merge) => change(withValueAt(input, [member, field.name], next), merge)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.quiet}>{t('mapping.none')}</p>}
      {shown.length < found.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => showAll(true)}>
          {t('mapping.more', { count: found.length - shown.length })}
        </Button>
      )}
      {unknown.map((name) => (
        <p key={name} className={styles.trouble}>
          {t('mapping.unknown', { name })}{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => change(withValueAt(input, [member, name], undefined))}
          >
            {t('mapping.drop')}
          </Button>
        </p>
      ))}
      {hint && <p className={styles.quiet}>{t('mapping.key')}</p>}
    </section>
  );
}

/** A value of a member as it is handed around by rows. */
export type RowChange = (value: JsonValue | undefined, merge?: string) => void;
