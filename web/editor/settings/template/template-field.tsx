import { lazy, Suspense, useId, type ReactNode } from 'react';
import { isExpression } from '../../../../src/flow/expression/template.ts';
import type { JsonValue } from '../../../../src/base/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import { placeOf, useFormWorld, type FieldProps } from '../../../ui/form/form-world.tsx';
import { usePanel } from '../panel-world.tsx';
import { shortSample } from './completion.ts';
import { previewOf, troublesIn } from './reading.ts';
import { renderValue } from '../../../../src/flow/expression/template.ts';
import styles from './template.module.css';
import { said } from '../../../ui/form/said.ts';

const TemplateEditor = lazy(async () => ({ default: (await import('./template-editor.tsx')).TemplateEditor }));

/** Longest line that needs no box of several. */
const LINE = 60;

type BoxProps = {
  text: string;
  label: string;
  /** True where something beside it names it already. */
  isBare?: boolean;
  help?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  isLong?: boolean;
  isProse?: boolean;
  isReadOnly?: boolean;
  /** What stands beside the label. */
  beside?: ReactNode;
  language?: string;
  /** False where what it gives is shown elsewhere. */
  hasPreview?: boolean;
  place?: string;
  type(text: string): void;
};

/** A text with templates, its name, and under it what it gives. */
export function TemplateBox(props: BoxProps): ReactNode {
  const { text, label, isBare = false, help, hint, error, isLong = false, isReadOnly = false, beside, place } = props;
  const { variables, world, aim } = usePanel();
  const id = useId();
  return (
    <div className={styles.box} data-place={place}>
      <div className={styles.row} hidden={isBare && beside === undefined}>
        <span id={`${id}-label`} className={styles.label} hidden={isBare}>
          {label}
        </span>
        {beside}
      </div>
      {help !== undefined && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
      <Suspense fallback={<div className={styles.editor} data-long={isLong || undefined} aria-busy />}>
        <TemplateEditor
          text={text}
          labelledBy={`${id}-label`}
          describedBy={`${id}-help ${id}-said`}
          isLong={isLong}
          isProse={props.isProse ?? false}
          isReadOnly={isReadOnly}
          {...(hint === undefined ? {} : { hint })}
          variables={variables}
          world={world}
          type={props.type}
          focused={aim}
        />
      </Suspense>
      <div id={`${id}-said`}>
        <Said text={text} error={error} language={props.language} hasPreview={props.hasPreview ?? true} />
      </div>
    </div>
  );
}

type SaidProps = { text: string; error: string | undefined; language: string | undefined; hasPreview: boolean };

/** What a template gives with samples, or what is wrong with it. */
function Said({ text, error, language, hasPreview }: SaidProps): ReactNode {
  const t = useText('stepPanel');
  const { samples, clock, world } = usePanel();
  const here = language === undefined ? clock : { ...clock, language };
  const [trouble] = troublesIn(text, world);
  if (trouble?.kind === 'fault') return <p className={styles.error}>{t('template.fault', { why: trouble.words })}</p>;
  if (trouble) return <p className={styles.error}>{t('template.unknown', { path: trouble.words })}</p>;
  if (error !== undefined) return <p className={styles.error}>{error}</p>;
  const preview = hasPreview ? previewOf(text, samples, here) : undefined;
  if (!preview) return null;
  if ('fault' in preview) return <p className={styles.error}>{preview.fault}</p>;
  const shown = isExpression(text) ? typed(text, { samples, here }) : preview.text;
  return (
    <p className={styles.preview}>
      {t('template.gives')} <strong>{shown === '' ? t('template.nothing') : shown}</strong>
    </p>
  );
}

function typed(text: string, { samples, here }: { samples: object; here: Parameters<typeof renderValue>[2] }): string {
  try {
    const value: JsonValue = renderValue(text, samples, here);
    return typeof value === 'string' ? value : shortSample(value);
  } catch {
    return '';
  }
}

/** A template in one line, or in several where its text asks for it. */
export function TemplateField({ field, value, path, change }: FieldProps): ReactNode {
  const { title, help, troublesAt, isReadOnly } = useFormWorld();
  const text = said(value);
  const sample = field.schema.examples?.[0];
  return (
    <TemplateBox
      text={text}
      label={title(field)}
      help={help(field)}
      hint={typeof sample === 'string' && !sample.includes('{{') ? sample : undefined}
      error={troublesAt(path, true)[0]?.message}
      isLong={text.length > LINE || text.includes('\n')}
      isReadOnly={isReadOnly}
      place={placeOf(path)}
      type={(next) => change(next === '' && !field.required ? undefined : next, placeOf(path))}
    />
  );
}
