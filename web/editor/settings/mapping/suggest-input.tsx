import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../../src/base/json.ts';
import { useApi } from '../../../api/query.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useFormWorld } from '../../../ui/form/form-world.tsx';
import type { MappingAsk } from './mapping-form.tsx';
import { referenceText } from './mapping-model.ts';

const PAUSE_MS = 250;

type SuggestInputProps = {
  ask: MappingAsk;
  input: JsonObject;
  path: readonly (string | number)[];
  label: string;
  isBare?: boolean;
  help?: string | undefined;
  value: JsonValue | undefined;
  change(value: JsonValue | undefined): void;
};

/** A value that the system is looked through for while one types; it is taken when one is chosen. */
export function SuggestInput({
  ask,
  input,
  path,
  label,
  isBare = false,
  help,
  value,
  change,
}: SuggestInputProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly } = useFormWorld();
  const said = referenceText(value);
  const [text, setText] = useState(said);
  const [known, setKnown] = useState(said);
  const [isOpen, setOpen] = useState(false);
  if (known !== said) {
    setKnown(said);
    setText(said);
  }
  // What is there already is not looked for: everything is shown until something is typed.
  const [typed] = useDebouncedValue(text === said ? '' : text, PAUSE_MS);
  const found = useApi(
    'POST /connections/:connection/suggest',
    { params: { connection: ask.connection }, body: { operation: ask.operation, input, path: [...path], text: typed } },
    { enabled: isOpen && !isReadOnly, placeholderData: keepPreviousData, staleTime: 30_000, retry: false },
  );
  const items = found.data?.items ?? [];
  const labels = items.map((each) => {
    const own = typeof each.value === 'string' && each.value !== each.label ? each.value : each.detail;
    return own === undefined ? each.label : `${each.label} · ${own}`;
  });
  const take = (chosen: string): void => {
    const item = items[labels.indexOf(chosen)];
    if (!item) return;
    setText(referenceText(item.value));
    change(item.value);
  };
  const problem = found.isError ? found.error.detail || found.error.title : undefined;
  return (
    <Autocomplete
      size={isBare ? 'xs' : 'sm'}
      {...(isBare ? { 'aria-label': label } : { label, description: help })}
      disabled={isReadOnly}
      value={text}
      data={[...new Set(labels)]}
      filter={({ options }) => options}
      placeholder={t('suggest.type')}
      error={problem}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onChange={(next) => {
        if (labels.includes(next)) take(next);
        else setText(next);
      }}
      onBlur={() => {
        if (text.trim() === '' && value !== undefined) change(undefined);
        // A name of one word may be typed as it is; a record has to be chosen.
        else if (text !== said && !isBare && /^[A-Za-z]\w*$/.test(text.trim())) change(text.trim());
        else if (text !== said) setText(said);
      }}
    />
  );
}
