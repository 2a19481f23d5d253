import { TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useAnnounce } from '../../../ui/announce.tsx';
import { usePanel } from '../panel-world.tsx';
import { shortSample } from '../template/completion.ts';
import { useStepTitles } from '../use-step-titles.ts';
import { templateOf, type Variable } from './scope.ts';
import styles from './variables.module.css';

const MOST = 200;

/** What templates can read here, with types and values: a click puts one into the field, so does drawing it there. */
export function VariableList({ only }: { only?: readonly string[] }): ReactNode {
  const t = useText('stepPanel');
  const { variables, isReal } = usePanel();
  const [text, search] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const listed = only
    ? variables.filter(({ names }) => names[0] === 'vars' && only.includes(names[1] ?? ''))
    : variables;
  const found = listed.filter(({ path, sample }) => {
    const said = `${path} ${shortSample(sample)}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const roots = [...Map.groupBy(found.slice(0, MOST), ({ names }) => names[0] ?? '')];
  return (
    <div className={styles.variables}>
      {!only && (
        <>
          <TextInput
            type="search"
            size="xs"
            aria-label={t('variables.search')}
            placeholder={t('variables.search')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={text}
            onChange={(event) => search(event.currentTarget.value)}
          />
          <p className={styles.quiet}>{isReal ? t('variables.real') : t('variables.sample')}</p>
        </>
      )}
      {roots.map(([root, members]) => (
        <section key={root}>
          <h3 className={styles.root}>{t.known(`root.${root}`) ?? root}</h3>
          <ul className={styles.list}>
            {members.map((variable) => (
              <Entry key={variable.path} variable={variable} />
            ))}
          </ul>
        </section>
      ))}
      {found.length === 0 && <p className={styles.quiet}>{t('variables.none')}</p>}
    </div>
  );
}

function Entry({ variable }: { variable: Variable }): ReactNode {
  const t = useText('stepPanel');
  const announce = useAnnounce();
  const { put: putIn } = usePanel();
  const titles = useStepTitles();
  const { path, names, type, from, isBefore, sample } = variable;
  const put = (): void => {
    if (putIn(templateOf(path))) return;
    void navigator.clipboard.writeText(templateOf(path)).then(() => announce(t('variables.copied')));
  };
  const by = from.map((step) => titles.find(({ value }) => value === step)?.label ?? step).join(', ');
  return (
    <li>
      <UnstyledButton
        className={styles.entry ?? ''}
        data-depth={Math.min(names.length, 4)}
        data-late={!isBefore || undefined}
        draggable
        title={by === '' ? path : t('variables.from', { steps: by })}
        onDragStart={(event) => event.dataTransfer.setData('text/plain', templateOf(path))}
        // The field keeps its cursor.
        onMouseDown={(event) => event.preventDefault()}
        onClick={put}
      >
        <code>{path}</code>
        <span className={styles.sample}>{shortSample(sample)}</span>
        <span className={styles.type}>
          {isBefore ? (t.known(`type.${type ?? 'any'}`) ?? type) : t('variables.later')}
        </span>
      </UnstyledButton>
    </li>
  );
}
