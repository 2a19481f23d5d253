import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Where `npx vite` finds the server that it stands in front of. */
const server = process.env['RONDINE_SERVER'] ?? 'http://127.0.0.1:3000';

/** Builds the pages into dist/web. Nothing is inlined, so that `default-src 'self'` is all the policy it needs. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    target: 'es2023',
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries mark what runs in browsers for servers that render pages; here everything does.
      onLog: (level, log, handle) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : handle(level, log)),
    },
  },
  server: {
    host: '127.0.0.1',
    fs: { allow: ['..'] },
    proxy: { '/api': server, '/hooks': server },
  },
});
