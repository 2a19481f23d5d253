import chromium from '@sparticuz/chromium';
import { chromium as driver, type Browser } from 'playwright-core';

/** Flags of a browser in a cloud function that keep it from opening several windows here. */
const ONE_WINDOW = ['--single-process', '--no-zygote', '--headless'];
/** Flags that draw pages by a pretended graphics card: many times slower than drawing without one. */
const PRETENDED_CARD = [
  '--use-gl',
  '--use-angle',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
];

/** Opens a headless Chromium that needs nothing installed on the machine; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const unwanted = [...ONE_WINDOW, ...PRETENDED_CARD];
  const args = chromium.args.filter((arg) => !unwanted.some((each) => arg.startsWith(each)));
  const executablePath = await chromium.executablePath();
  return driver.launch({ executablePath, args: [...args, '--no-sandbox', '--disable-gpu'] });
}
