import { Loader } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useApi } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { freeName } from './config-fields.ts';
import { GuidedSetUp } from './guided/guided-set-up.tsx';
import { OrgWizard } from './org/org-wizard.tsx';
import { useKinds, WordsOf } from './words-of.tsx';

/** Sets up a connection of one kind: by the guide of its system, or by what its channel says of itself. */
export function NewConnectionPage(): ReactNode {
  const t = useText('connections');
  const { kind: wanted } = useParams({ from: '/shell/connections/new/$kind' });
  const kinds = useKinds();
  const connections = useApi('GET /connections');
  const kind = kinds.data?.items.find(({ id }) => id === wanted);
  const error = kinds.error ?? connections.error;
  if (error)
    return (
      <PageBody>
        <ErrorView error={error} />
      </PageBody>
    );
  if (!kinds.data || !connections.data)
    return (
      <PageBody>
        <Loader aria-label={t('loading')} />
      </PageBody>
    );
  if (!kind)
    return (
      <PageBody>
        <PageHeader title={t('new.unknown', { kind: wanted })} note={t('new.unknown.why')} />
      </PageBody>
    );
  return <Named kind={kind} taken={connections.data.items.map(({ key }) => key)} />;
}

type Kind = Parameters<typeof OrgWizard>[0]['kind'];

function Named({ kind, taken }: { kind: Kind; taken: readonly string[] }): ReactNode {
  // The name that was free when the set-up began: what is made meanwhile is this very connection.
  const [free] = useState(() => freeName(kind.family, taken));
  return (
    <WordsOf kind={kind.id}>
      {kind.guided ? <OrgWizard kind={kind} free={free} /> : <GuidedSetUp kind={kind} free={free} />}
    </WordsOf>
  );
}
