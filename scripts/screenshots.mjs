import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { kindsOfMail } from './mail-kinds.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUT = join(ROOT, 'docs', 'images');

/** What is shown in the documentation: name, page, width, colour scheme. */
const SHOTS = [
  ['home', '/', 1280, 'light'],
  ['home-phone-dark', '/', 360, 'dark'],
  ['post', '/posts/after-cap-pacelc/', 1280, 'light'],
  ['post-phone', '/posts/after-cap-pacelc/', 360, 'light'],
  ['start-here', '/start-here/', 1280, 'dark'],
  ['coming-next', '/coming-next/', 1280, 'light'],
  ['mailbox', '/mailbox', 1280, 'light'],
  ['mail', 'MAIL/frame', 1280, 'light'],
  ['mail-phone-dark', 'MAIL/frame', 360, 'dark'],
];

/** The picture of the README: three of them side by side. */
const OVERVIEW = [
  ['home.png', 760],
  ['post-phone.png', 250],
  ['mail-phone-dark.png', 250],
];

/** Plays the demo, takes every picture of `docs/images` anew, and ends. Run it after a change of looks, then look at them. */
async function takeScreenshots() {
  const { chromium: executablePath } = await ensureInstalled({ browser: true });
  if (executablePath === null) throw new Error('no Chromium to take pictures with');
  await build();
  mkdirSync(OUT, { recursive: true });
  const demo = spawn(process.execPath, [join(ROOT, 'dist', 'fortnight.cjs'), 'demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const mail = await linkOfTheMail(demo.stdout);
    const { chromium } = await import('playwright-core');
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking'],
    });
    for (const shot of SHOTS) await takeShot(browser, shot, mail);
    await takeOverview(browser);
    await takeKinds(browser);
    await browser.close();
  } finally {
    demo.kill('SIGINT');
  }
}

async function linkOfTheMail(output) {
  for await (const line of createInterface({ input: output })) {
    const link = /The mail\s+(http\S+)/.exec(line)?.[1];
    if (link !== undefined) return link;
  }
  throw new Error('the demo ended without a mail');
}

async function takeShot(browser, [name, path, width, colorScheme], mail) {
  const viewport = { width, height: width === 360 ? 720 : 800 };
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(path.startsWith('MAIL') ? mail + path.slice('MAIL'.length) : new URL(path, mail).href);
  await page.screenshot({ path: join(OUT, `${name}.png`) });
  await page.close();
}

/** The picture of docs/mail.md: kinds of mail side by side, as a phone shows them. */
async function takeKinds(browser) {
  const shots = [];
  for (const html of await kindsOfMail()) {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.setContent(html);
    shots.push(await page.screenshot());
    await page.close();
  }
  const gap = 24;
  const sheet = { width: shots.length * (360 + gap) + gap, height: 640 + 2 * gap, channels: 3 };
  const { default: sharp } = await import('sharp');
  await sharp({ create: { ...sheet, background: '#e9e2d4' } })
    .composite(shots.map((input, index) => ({ input, left: gap + index * (360 + gap), top: gap })))
    .webp({ quality: 80 })
    .toFile(join(OUT, 'mail-kinds.webp'));
}

async function takeOverview(browser) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 560 } });
  const pictures = OVERVIEW.map(([file, width]) => {
    const data = readFileSync(join(OUT, file)).toString('base64');
    return `<img src="data:image/png;base64,${data}" width="${width}">`;
  });
  await page.setContent(`<style>
    body { margin: 0; padding: 30px; background: #e9e2d4; display: flex; gap: 24px; align-items: flex-start; justify-content: center }
    img { border-radius: 10px; box-shadow: 0 8px 30px #0003 }
  </style>${pictures.join('')}`);
  await page.screenshot({ path: join(OUT, 'overview.png') });
  await page.close();
}

await takeScreenshots();
