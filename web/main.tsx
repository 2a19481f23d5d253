import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DemoPage } from './demo/demo-page.tsx';
import { SettingsProvider } from './ui/settings.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css';
import './styles/phone.css';
import './styles/path.css';
import './styles/records.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

createRoot(root).render(
  <StrictMode>
    <SettingsProvider>
      <DemoPage />
    </SettingsProvider>
  </StrictMode>,
);
