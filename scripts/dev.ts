// Runs the server and the pages from source: the server restarts and the pages reload when a file changes.
// The pages answer at RONDINE_PORT (3000 unless told), the server at the port after it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';
import { root } from './commands.ts';

const port = Number(process.env['RONDINE_PORT'] ?? 3000);
const server = `http://127.0.0.1:${port + 1}`;

const child = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', '--watch', join(root, 'src/main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, RONDINE_PORT: String(port + 1) } },
);
const pages = await createServer({
  configFile: join(root, 'web/vite.config.ts'),
  server: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    proxy: { '/api': server, '/hooks': server, '/healthz': server },
  },
});
await pages.listen();
console.log(`pages from source: http://localhost:${port} (server: ${server})`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    child.kill(signal);
    void pages.close();
  });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
  void pages.close();
});
