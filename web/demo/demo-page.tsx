import { useState, type ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { ConnectionBanner, ProblemBanner, TroubleNote } from './banners.tsx';
import { PathPanel } from './path-panel.tsx';
import { PhonePanel } from './phone-panel.tsx';
import { RecordsPanel } from './records-panel.tsx';
import { TopBar } from './top-bar.tsx';
import { useDemo } from './use-demo.ts';
import { useText } from '../i18n/use-text.ts';
import './controls.css';
import './page.css';
import './phone.css';
import './path.css';
import './records.css';

const PANELS = ['phone', 'path', 'records'] as const;
type Panel = (typeof PANELS)[number];
const PANEL_ICONS: Record<Panel, IconName> = { phone: 'phone', path: 'route', records: 'cloud' };

/** The page: a phone, the way of its messages, and the org's records. On a narrow screen one of them at a time. */
export function DemoPage(): ReactNode {
  const demo = useDemo();
  const { view } = demo;
  const [panel, setPanel] = useState<Panel>('phone');
  const fresh = view.state?.records.filter(({ id }) => !view.oldRecords?.has(id)).length ?? 0;
  return (
    <div className="page" data-panel={panel}>
      <TopBar connection={view.connection} />
      <PanelTabs panel={panel} fresh={fresh} choose={setPanel} />
      {view.connection === 'lost' && <ConnectionBanner retry={demo.reconnect} />}
      {view.problem && <ProblemBanner problem={view.problem} dismiss={demo.dismiss} />}
      <main className="panels">
        <PhonePanel demo={demo} />
        <PathPanel view={view} />
        <section className="panel records-panel" aria-labelledby="records-heading">
          <TroubleNote troubles={view.state?.troubles} part="org" />
          <RecordsPanel view={view} />
        </section>
      </main>
    </div>
  );
}

type TabsProps = { panel: Panel; fresh: number; choose(panel: Panel): void };

function PanelTabs({ panel, fresh, choose }: TabsProps): ReactNode {
  const t = useText('demo');
  return (
    <nav className="panel-tabs" aria-label={t('app.panels')}>
      {PANELS.map((each) => (
        <button key={each} type="button" aria-pressed={each === panel} onClick={() => choose(each)}>
          <Icon name={PANEL_ICONS[each]} />
          {t(`${each}.title`)}
          {each === 'records' && fresh > 0 && <span className="badge">{fresh}</span>}
        </button>
      ))}
    </nav>
  );
}
