/** The areas of the app and where their words are: one line per area. Words are loaded with the page that needs them. */
export const NAMESPACES = {
  app: { en: () => import('../app/texts.en.ts'), it: () => import('../app/texts.it.ts') },
  canvas: { en: () => import('../editor/canvas/texts.en.ts'), it: () => import('../editor/canvas/texts.it.ts') },
  connections: { en: () => import('../connections/texts.en.ts'), it: () => import('../connections/texts.it.ts') },
  demo: { en: () => import('../demo/texts.en.ts'), it: () => import('../demo/texts.it.ts') },
  editor: { en: () => import('../editor/texts.en.ts'), it: () => import('../editor/texts.it.ts') },
  flows: { en: () => import('../flows/texts.en.ts'), it: () => import('../flows/texts.it.ts') },
  form: { en: () => import('../ui/form/texts.en.ts'), it: () => import('../ui/form/texts.it.ts') },
  params: { en: () => import('../editor/settings/params.en.ts'), it: () => import('../editor/settings/params.it.ts') },
  publish: { en: () => import('../editor/publish/texts.en.ts'), it: () => import('../editor/publish/texts.it.ts') },
  runs: { en: () => import('../runs/texts.en.ts'), it: () => import('../runs/texts.it.ts') },
  session: { en: () => import('../editor/session/texts.en.ts'), it: () => import('../editor/session/texts.it.ts') },
  settings: { en: () => import('../settings/texts.en.ts'), it: () => import('../settings/texts.it.ts') },
  stepPanel: { en: () => import('../editor/settings/texts.en.ts'), it: () => import('../editor/settings/texts.it.ts') },
  workbench: { en: () => import('../editor/page/texts.en.ts'), it: () => import('../editor/page/texts.it.ts') },
  templates: { en: () => import('../templates/texts.en.ts'), it: () => import('../templates/texts.it.ts') },
  ui: { en: () => import('../ui/texts.en.ts'), it: () => import('../ui/texts.it.ts') },
} as const;
