import { Button } from '@mantine/core';
import { IconCheck, IconPlug, IconTemplate } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { useLiveChange } from '../api/live.ts';
import { useApi } from '../api/query.ts';
import { useCanEdit } from '../flows/use-can-edit.ts';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { useViewer } from '../ui/viewer.tsx';
import { channelsOf, findTemplates, GROUPS, type Template } from './gallery.ts';
import { Picture } from './picture.tsx';
import styles from './templates.module.css';
import { UseTemplate } from './use-template.tsx';

const FROM = '/shell/templates';

/** Flows that are ready to be used: what each does, how it looks, what it needs. */
export function TemplatesPage(): ReactNode {
  const t = useText('templates');
  const { language } = useViewer();
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/templates' });
  const { data, error, refetch } = useApi('GET /templates');
  const [used, setUsed] = useState<Template>();
  // What a template needs may be there by now.
  useLiveChange(
    'connections',
    useCallback(() => void refetch(), [refetch]),
  );
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const all = data?.items ?? [];
  const found = findTemplates(all, { q: search.q, channel: search.channel, language });
  const toggle = (family: string): void => {
    const now = search.channel ?? [];
    const next = now.includes(family) ? now.filter((each) => each !== family) : [...now, family];
    set({ channel: next.length === 0 ? undefined : next });
  };
  return (
    <PageBody wide>
      <PageHeader title={t('title')} note={t('note')} />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {data && all.length === 0 && (
        <EmptyState icon={<IconTemplate size={28} />} title={t('empty.title')} why={t('empty.why')} />
      )}
      {all.length > 0 && (
        <>
          <div className={styles.bar}>
            <SearchBox
              label={t('search')}
              value={search.q ?? ''}
              onSearch={(q) => set({ q: q === '' ? undefined : q })}
            />
            <div className={styles.channels} role="group" aria-label={t('channels')}>
              {channelsOf(all).map(({ family, title }) => {
                const isOn = search.channel?.includes(family) ?? false;
                return (
                  <Button
                    key={family}
                    size="compact-sm"
                    variant={isOn ? 'filled' : 'default'}
                    aria-pressed={isOn}
                    onClick={() => toggle(family)}
                  >
                    {title}
                  </Button>
                );
              })}
            </div>
          </div>
          {found.length === 0 && <EmptyState title={t('none.title')} why={t('none.why')} />}
          {GROUPS.map((group) => (
            <Group key={group} group={group} templates={found.filter((each) => each.group === group)} use={setUsed} />
          ))}
        </>
      )}
      {used && <UseTemplate template={used} close={() => setUsed(undefined)} />}
    </PageBody>
  );
}

type GroupProps = { group: (typeof GROUPS)[number]; templates: readonly Template[]; use(template: Template): void };

function Group({ group, templates, use }: GroupProps): ReactNode {
  const t = useText('templates');
  if (templates.length === 0) return null;
  return (
    <section className={styles.group} aria-label={t(`group.${group}`)}>
      <h2 className={styles.heading}>{t(`group.${group}`)}</h2>
      <ul className={styles.grid}>
        {templates.map((template) => (
          <li key={template.id}>
            <Card template={template} use={() => use(template)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ template, use }: { template: Template; use(): void }): ReactNode {
  const t = useText('templates');
  const { language } = useViewer();
  const canEdit = useCanEdit();
  const { title, summary, needs, flows, steps, picture } = template;
  const size = t('steps', { count: steps });
  return (
    <article className={styles.template}>
      <div className={styles.frame}>
        <Picture flow={picture} />
      </div>
      <div className={styles.words}>
        <h3 className={styles.title}>{title[language]}</h3>
        <p className={styles.summary}>{summary[language]}</p>
        <ul className={styles.needs} aria-label={t('needs')}>
          {needs.map((need) => {
            const isHere = need.choices.some(({ isSame }) => isSame);
            return (
              <li key={need.name} data-here={isHere}>
                {isHere ? <IconCheck size={14} aria-hidden /> : <IconPlug size={14} aria-hidden />}
                {t(isHere ? 'need.here' : 'need.missing', { title: need.title })}
              </li>
            );
          })}
        </ul>
        <div className={styles.foot}>
          <span className={styles.quiet}>{flows > 1 ? `${t('flows', { count: flows })} · ${size}` : size}</span>
          <Button
            size="xs"
            variant="default"
            aria-label={t(canEdit ? 'use.label' : 'look.label', { title: title[language] })}
            onClick={use}
          >
            {t(canEdit ? 'use' : 'look')}
          </Button>
        </div>
      </div>
    </article>
  );
}
