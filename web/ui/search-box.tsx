import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';

const PAUSE_MS = 200;

type SearchBoxProps = {
  /** Its name and what can be searched for: "Search flows". */
  label: string;
  /** What is searched for now, as the address has it. */
  value: string;
  /** Called when the person pauses, and at once when the box is cleared. */
  onSearch(text: string): void;
  width?: number | string;
};

/** Where one types what to look for. `/` goes there from anywhere on the page but a field. */
export function SearchBox({ label, value, onSearch, width = 280 }: SearchBoxProps): ReactNode {
  const t = useText('ui');
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback(onSearch, PAUSE_MS);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // The address has changed by itself: back and forth, or a link.
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  const change = (wanted: string): void => {
    setText(wanted);
    if (wanted === '') onSearch('');
    else search(wanted);
  };
  return (
    <TextInput
      ref={input}
      type="search"
      w={width}
      value={text}
      aria-label={label}
      placeholder={label}
      aria-keyshortcuts="/"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? undefined : <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => change('')} />
      }
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') change('');
      }}
    />
  );
}
