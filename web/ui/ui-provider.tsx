import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { i18n as I18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { AnnounceProvider } from './announce.tsx';
import { cssVariables, theme } from './theme.ts';
import { useViewer, ViewerProvider } from './viewer.tsx';

/** All that shared controls need around them: the viewer's language and colours, the theme, live regions, messages. */
export function UiProvider({ texts, children }: { texts: I18n; children: ReactNode }): ReactNode {
  return (
    <I18nextProvider i18n={texts}>
      <ViewerProvider texts={texts}>
        <Themed>
          <AnnounceProvider>{children}</AnnounceProvider>
          <Notifications position="bottom-right" limit={4} zIndex={500} />
        </Themed>
      </ViewerProvider>
    </I18nextProvider>
  );
}

function Themed({ children }: { children: ReactNode }): ReactNode {
  const { colors } = useViewer();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={colors}
      getStyleNonce={readNonce}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}

/** What the server put into the page so that its one style element may stand under the content security policy. */
function readNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  // A browser hides the attribute from style sheets and scripts but gives the property.
  return meta?.nonce || meta?.content || '';
}
