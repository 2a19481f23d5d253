import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { isObject, type JsonValue } from '../../../../src/base/json.ts';
import { pickText } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { placeOf, useFormWorld, type FieldProps } from '../../../ui/form/form-world.tsx';
import { useLanguageName } from '../use-language-name.ts';
import { usePanel } from '../panel-world.tsx';
import { TemplateBox } from './template-field.tsx';
import styles from './template.module.css';

/** A text for customers: one for all, or one for each language, by tabs. */
export function TextField({ field, value, path, change }: FieldProps): ReactNode {
  const { title, help, troublesAt, isReadOnly } = useFormWorld();
  const { draft, languages } = usePanel();
  const own = draft.flow.language;
  const texts = isObject(value) ? (value as Readonly<Record<string, string>>) : undefined;
  const shown = [...new Set([...languages, ...Object.keys(texts ?? {})])];
  const [chosen, choose] = useState(own);
  const language = shown.includes(chosen) ? chosen : own;
  const text = texts ? (texts[language] ?? '') : typeof value === 'string' ? value : '';
  const sample = sampleIn(field.schema.examples ?? [], language);
  const type = (next: string): void => {
    const merge = placeOf([...path, language]);
    if (texts) return change(withText(texts, language, next), merge);
    change(next === '' && !field.required ? undefined : next, merge);
  };
  const fallback = texts && texts[language] === undefined ? pickText(texts, language, own) : undefined;
  return (
    <TemplateBox
      text={text}
      label={title(field)}
      help={help(field)}
      hint={fallback ?? sample}
      error={troublesAt(path, true)[0]?.message}
      isLong={isLong(field.key)}
      isProse
      isReadOnly={isReadOnly}
      language={language}
      hasPreview={!hasBubble(field.key)}
      place={placeOf(path)}
      beside={
        <Languages
          {...{ shown, language, choose, texts, isReadOnly }}
          split={() => change(Object.fromEntries(shown.map((each) => [each, text])))}
          join={() => change(pickText(texts ?? '', own, own))}
        />
      }
      type={type}
    />
  );
}

type LanguagesProps = {
  shown: readonly string[];
  language: string;
  choose(language: string): void;
  texts: Readonly<Record<string, string>> | undefined;
  isReadOnly: boolean;
  split(): void;
  join(): void;
};

function Languages({ shown, language, choose, texts, isReadOnly, split, join }: LanguagesProps): ReactNode {
  const t = useText('stepPanel');
  const nameOf = useLanguageName();
  if (!texts)
    return shown.length < 2 || isReadOnly ? null : (
      <Button variant="subtle" color="gray" size="compact-xs" onClick={split}>
        {t('text.split')}
      </Button>
    );
  return (
    <>
      <span className={styles.tabs} role="tablist" aria-label={t('text.languages')}>
        {shown.map((each) => {
          const isMissing = texts[each] === undefined || texts[each] === '';
          return (
            <button
              key={each}
              type="button"
              role="tab"
              className={styles.tab}
              aria-selected={each === language}
              data-missing={isMissing || undefined}
              title={isMissing ? t('text.missing', { language: nameOf(each) }) : nameOf(each)}
              onClick={() => choose(each)}
            >
              {each}
              {isMissing ? ' ·' : ''}
            </button>
          );
        })}
      </span>
      {!isReadOnly && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={join}>
          {t('text.join')}
        </Button>
      )}
    </>
  );
}

function withText(texts: Readonly<Record<string, string>>, language: string, text: string): Record<string, string> {
  const { [language]: _former, ...rest } = texts;
  // The last one stays, so that the text does not vanish with its language.
  return text === '' && Object.keys(rest).length > 0 ? rest : { ...texts, [language]: text };
}

/** An example in the language that is written, English where there is none in it. */
function sampleIn(examples: readonly JsonValue[], language: string): string | undefined {
  const [first] = examples;
  const spoken = examples.find((example) => isObject(example)) as Readonly<Record<string, string>> | undefined;
  return spoken ? pickText(spoken, language, 'en') : typeof first === 'string' ? first : undefined;
}

/** Texts of several lines. */
const LONG = /^(?:ask|send|send\.rungs)\.text$|\.invalidText$/;
/** Titles and texts that a bubble shows as the customer sees them. */
const BUBBLE = /^(?:ask|send)\.(?:text|answer\.choices|choices|rungs)/;

const isLong = (key: string): boolean => LONG.test(key);
const hasBubble = (key: string): boolean => BUBBLE.test(key);
