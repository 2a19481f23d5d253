import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { initReactI18next } from 'react-i18next';
import { App } from './app/app.tsx';
import { setTexts } from './app/texts.ts';
import { createTexts } from './i18n/i18n.ts';
import { readLanguage } from './ui/viewer.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

const texts = await createTexts(readLanguage());
texts.use(initReactI18next);
setTexts(texts);
createRoot(root).render(
  <StrictMode>
    <App texts={texts} />
  </StrictMode>,
);
