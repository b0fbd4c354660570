import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Why tests in a browser cannot run here; null when they can. */
export const noBrowser: string | null = existsSync(CHROMIUM) ? null : `there is no ${CHROMIUM}`;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}
