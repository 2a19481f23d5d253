import { useState } from 'react';
import type { Capabilities } from '../../../../src/message/capabilities.ts';
import { usePanel } from '../panel-world.tsx';

const KEY = 'rondine.preview.channel';

type Channel = { id: string; title: string; capabilities: Capabilities };

/** On which channel, and in which language, messages are shown; the channel is remembered in this browser. */
export function usePreview() {
  const { catalog, view, languages } = usePanel();
  const [kept, keep] = useState(() => localStorage.getItem(KEY) ?? '');
  const [tag, setLanguage] = useState(languages[0] ?? '');
  const used = new Set((view?.connectionList ?? []).flatMap(({ channel }) => (channel === undefined ? [] : [channel])));
  const all = Object.entries(catalog.types.channels).map(([id, capabilities]): Channel => ({
    id,
    title: view?.channelTitles[id] ?? id,
    capabilities,
  }));
  const current = all.filter(({ capabilities }) => capabilities.retired === undefined);
  // Those that somebody has connected come first.
  const channels = [...current.filter(({ id }) => used.has(id)), ...current.filter(({ id }) => !used.has(id))];
  const channel = channels.find(({ id }) => id === kept) ?? channels[0];
  return {
    channels,
    channel,
    language: languages.includes(tag) ? tag : (languages[0] ?? ''),
    languages,
    setLanguage,
    setChannel(id: string) {
      localStorage.setItem(KEY, id);
      keep(id);
    },
  };
}

/** What is shown where, handed from a form to its parts. */
export type PreviewChoice = ReturnType<typeof usePreview>;
