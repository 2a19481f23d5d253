import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { addLanguage, removeLanguage } from '../../../../src/flow/edit/languages.ts';
import { setFlow } from '../../../../src/flow/edit/set-flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { gapsIn } from '../languages.ts';
import { usePanel } from '../panel-world.tsx';
import { useLanguageName } from '../use-language-name.ts';
import styles from '../step/step.module.css';

/** Languages that are offered. */
const OFFERED = 'it en de fr es pt nl pl ro sl hr cs sk hu el da sv nb fi bg uk tr ar zh ja'.split(' ');

/** The languages of the flow's texts: its own, the others with what is missing in them. */
export function LanguagesPart(): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const nameOf = useLanguageName();
  const { draft, catalog, languages } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const own = draft.flow.language;
  return (
    <section className={styles.exits} aria-label={t('languages')}>
      <h3 className={styles.heading}>{t('languages')}</h3>
      <NativeSelect
        label={t('languages.own')}
        description={t('languages.own.help')}
        disabled={isReadOnly}
        data={[...new Set([own, ...languages, ...OFFERED])].map((value) => ({ value, label: nameOf(value) }))}
        value={own}
        onChange={(event) => {
          const language = event.currentTarget.value;
          session.apply({ key: 'edit.setFlow' }, (each) => setFlow(each, { language }));
        }}
      />
      {languages.slice(1).map((language) => {
        const gaps = gapsIn(draft, language, catalog.types);
        const [first] = gaps;
        return (
          <div key={language} className={styles.facts}>
            <strong>{nameOf(language)}</strong>
            {first ? (
              <button
                type="button"
                className={styles.link}
                onClick={() => session.open({ step: first.step, field: first.path })}
              >
                {t('languages.gaps', { count: gaps.length })}
              </button>
            ) : (
              <span>{t('languages.whole')}</span>
            )}
            {!isReadOnly && (
              <ActionIcon
                size={24}
                aria-label={t('languages.remove', { language: nameOf(language) })}
                onClick={() =>
                  session.apply({ key: 'edit.removeLanguage' }, (each) =>
                    removeLanguage(each, { language }, catalog.types),
                  )
                }
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            )}
          </div>
        );
      })}
      {!isReadOnly && <AddLanguage />}
    </section>
  );
}

/** A language more, which begins with the words of the flow's own. */
function AddLanguage(): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const nameOf = useLanguageName();
  const { catalog, languages } = usePanel();
  const [more, choose] = useState('');
  const left = OFFERED.filter((each) => !languages.includes(each));
  const next = left.includes(more) ? more : left[0];
  if (next === undefined) return null;
  return (
    <div className={styles.facts}>
      <NativeSelect
        size="xs"
        aria-label={t('languages.add')}
        data={left.map((value) => ({ value, label: nameOf(value) }))}
        value={next}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() =>
          session.apply({ key: 'edit.addLanguage' }, (each) => addLanguage(each, { language: next }, catalog.types))
        }
      >
        {t('languages.add')}
      </Button>
    </div>
  );
}
