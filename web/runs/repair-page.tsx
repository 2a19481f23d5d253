import { Link } from '@tanstack/react-router';
import { IconTool } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { RepairPlan } from './repair-plan.tsx';
import { RepairProgress } from './repair-progress.tsx';
import { keptScope } from './repair-scope.ts';
import { useRepairJob } from './repair-strip.tsx';

/** Many runs at once: what to do, what would happen to each, then the work with what came of it. It can be left at any time. */
export function RepairPage(): ReactNode {
  const t = useText('runs');
  const [filter] = useState(keptScope);
  const job = useRepairJob();
  return (
    <PageBody wide>
      <PageHeader title={t('repair.title')} note={t('repair.note')} actions={<Link to="/runs">{t('back')}</Link>} />
      {job ? (
        <RepairProgress job={job} />
      ) : filter ? (
        <RepairPlan filter={filter} />
      ) : (
        <EmptyState
          icon={<IconTool size={28} />}
          title={t('repair.nothing')}
          why={t('repair.nothing.why')}
          action={<Link to="/runs">{t('back')}</Link>}
        />
      )}
    </PageBody>
  );
}
