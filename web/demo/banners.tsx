import type { ReactNode } from 'react';
import type { DemoTrouble } from '../../src/server/routes/demo/demo-state.ts';
import { Icon } from './icon.tsx';
import type { PageProblem } from './api.ts';
import { useText } from '../i18n/use-text.ts';

/** Says that the server is gone and what to do. */
export function ConnectionBanner({ retry }: { retry(): void }): ReactNode {
  const t = useText('demo');
  return (
    <div className="banner" data-kind="amber" role="alert">
      <Icon name="alert" />
      <p>
        <strong>{t('connection.lostWhat')}</strong> {t('connection.lostFix')}
      </p>
      <button type="button" className="button" onClick={retry}>
        {t('connection.retry')}
      </button>
    </div>
  );
}

/** Says what did not work and what to do; the server's own words are one click away. */
export function ProblemBanner({ problem, dismiss }: { problem: PageProblem; dismiss(): void }): ReactNode {
  const t = useText('demo');
  return (
    <div className="banner" data-kind="red" role="alert">
      <Icon name="alert" />
      <ProblemText problem={problem} />
      <button type="button" className="button" onClick={dismiss}>
        {t('problem.dismiss')}
      </button>
    </div>
  );
}

/** A problem in the viewer's language, with the details for support. */
export function ProblemText({ problem }: { problem: PageProblem }): ReactNode {
  const t = useText('demo');
  const words = t.known(`problem.${problem.name}`) ?? t('problem.internal-error');
  return (
    <div className="problem-text">
      <p>{words}</p>
      {problem.detail !== '' && (
        <details>
          <summary>{t('problem.details')}</summary>
          <code>{problem.detail}</code>
        </details>
      )}
    </div>
  );
}

type TroubleProps = { troubles: readonly DemoTrouble[] | undefined; part: DemoTrouble['part'] };

/** Says that a simulator is missing, in the panel that it feeds; nothing while all is well. */
export function TroubleNote({ troubles, part }: TroubleProps): ReactNode {
  const t = useText('demo');
  const trouble = troubles?.find((each) => each.part === part);
  if (!trouble) return null;
  return (
    <div className="banner" data-kind="red" role="alert">
      <Icon name="alert" />
      <div className="problem-text">
        <p>{t(`trouble.${part}`)}</p>
        <details>
          <summary>{t('problem.details')}</summary>
          <code>{trouble.detail}</code>
        </details>
      </div>
    </div>
  );
}
