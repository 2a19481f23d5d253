import { UnstyledButton } from '@mantine/core';
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconRoute, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useApi } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import { useOfferedCommands, type Command } from '../ui/commands.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { PLACES } from './navigation.tsx';
import styles from './palette.module.css';

const SHOWN = 60;

/** The button that says that there is a palette. */
export function PaletteButton({ narrow }: { narrow: boolean }): ReactNode {
  const t = useText('app');
  return (
    <UnstyledButton
      className={styles.button}
      data-narrow={narrow}
      aria-label={narrow ? t('palette.word') : undefined}
      aria-keyshortcuts="Control+K"
      onClick={spotlight.open}
    >
      <IconSearch size={17} stroke={1.7} aria-hidden />
      {!narrow && (
        <>
          <span className={styles.word}>{t('palette.word')}</span>
          <KeyHint keys="mod+k" />
        </>
      )}
    </UnstyledButton>
  );
}

/** Goes anywhere and does anything by a few letters: what the page offers, pages, flows. Ctrl+k from everywhere. */
export function Palette(): ReactNode {
  const t = useText('app');
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const offered = useOfferedCommands();
  const flows = useApi('GET /flows', { query: {} }, { enabled: opened });
  const pages: Command[] = PLACES.map(({ to, icon: Icon, key }) => ({
    id: to,
    label: t(key),
    icon: <Icon size={18} stroke={1.7} aria-hidden />,
    run: () => void navigate({ to }),
  }));
  const toFlows: Command[] = (flows.data?.items ?? []).map(({ flow, name }) => ({
    id: `flow ${flow}`,
    label: name,
    description: flow,
    icon: <IconRoute size={18} stroke={1.7} aria-hidden />,
    run: () => void navigate({ to: '/flows/$flow', params: { flow } }),
  }));
  const groups = [
    ...groupsOf(offered, t('palette.page')),
    ...groupsOf(pages, t('palette.pages')),
    ...groupsOf(toFlows, t('nav.flows')),
  ];
  return (
    <Spotlight
      actions={groups}
      limit={SHOWN}
      lockScroll={false}
      centered={false}
      yOffset="12vh"
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{ actionsGroup: styles.group }}
      scrollable
      maxHeight={440}
      highlightQuery
      tagsToIgnore={[]}
      triggerOnContentEditable
      nothingFound={t('palette.nothing')}
      onSpotlightOpen={() => setOpened(true)}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('palette.search'),
        'aria-label': t('palette.search'),
      }}
    />
  );
}

/** Commands under their headings, in the order in which the headings come. */
function groupsOf(commands: readonly Command[], heading: string): SpotlightActionGroupData[] {
  const groups = Map.groupBy(commands, ({ group = heading }) => group);
  return [...groups].map(([group, each]) => ({
    group,
    actions: each.map(({ id, label, description, keywords, keys, icon, run }) => ({
      id,
      label,
      description,
      keywords: [...(keywords ?? []), group],
      leftSection: icon,
      rightSection: keys === undefined ? undefined : <KeyHint keys={keys} />,
      onClick: run,
    })),
  }));
}
