import { type Browser, chromium } from 'playwright-core';
import { callScript } from '../tooling/checkout.ts';

/** The one that `npm test` finds or installs. */
const found = callScript('chromium.mjs', 'findChromium');

/** Why tests in a browser cannot run here; null when they can. */
export const noBrowser: string | null =
  typeof found === 'string' ? null : 'there is no Chromium; CHROMIUM_PATH can name one';

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: String(found), args: ['--no-sandbox'] });
}
