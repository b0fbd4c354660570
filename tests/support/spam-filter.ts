import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callScript } from '../tooling/checkout.ts';

/** The one that `npm test` finds or installs. */
const found = callScript('spam-filter.mjs', 'findSpamFilter') as {
  readonly program: string;
  readonly rules: string;
} | null;

/** Why nobody can score our mails here; null when somebody can. */
export const noSpamFilter: string | null =
  found === null ? 'there is no SpamAssassin; Debian has it as spamassassin' : null;

/** What SpamAssassin says of one mail. */
export interface SpamScore {
  readonly score: number;
  /** Those that hit, with what each counts, e.g. `HTML_MESSAGE=0.001`. */
  readonly rules: readonly string[];
}

/** Has SpamAssassin score mails as they came in, in one process: its own rules, no network, nothing learnt. */
export function scoreMails(mails: readonly Buffer[]): readonly SpamScore[] {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-spam-'));
  try {
    const mbox = join(folder, 'mails.mbox');
    const numbered = mails.flatMap((mail, number) => [
      Buffer.from(`${FROM_LINE}X-Number: ${number}\n`),
      mail,
      Buffer.from('\n\n'),
    ]);
    writeFileSync(mbox, Buffer.concat(numbered));
    const { status, stdout, stderr } = spawnSync(String(found?.program), optionsFor(folder, mbox), {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, HOME: folder },
    });
    if (status !== 0) throw new Error(`SpamAssassin ended with ${status}: ${stderr}`);
    const scores = scoresIn(stdout);
    return mails.map((_mail, number) => {
      const score = scores.get(number);
      if (score === undefined) throw new Error(`no score for mail ${number}: ${stderr}`);
      return score;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const FROM_LINE = 'From MAILER-DAEMON Tue Dec  8 19:00:00 2026\n';

function optionsFor(folder: string, mbox: string): readonly string[] {
  const settings = ['use_bayes 0', 'use_auto_whitelist 0', 'add_header all Rules _TESTSSCORES(,)_'];
  return [
    '--local',
    ...['--configpath', String(found?.rules), '--prefspath', join(folder, 'none')],
    ...settings.map((setting) => `--cf=${setting}`),
    ...['--mbox', mbox],
  ];
}

/** By the number that each was given: they come out in no order that is promised, and tests of one instant share a Message-ID. */
function scoresIn(output: string): Map<number, SpamScore> {
  const scores = new Map<number, SpamScore>();
  for (const mail of output.split(/^From MAILER-DAEMON .*\n/m).slice(1)) {
    const [head = ''] = mail
      .replace(/\r\n/g, '\n')
      .replace(/\n[ \t]+/g, ' ')
      .split('\n\n');
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? '';
    const score = /score=(-?[\d.]+)/.exec(field('X-Spam-Status'))?.[1];
    const rules = field('X-Spam-Rules')
      .split(/[\s,]+/)
      .filter((rule) => rule !== '');
    if (score !== undefined) scores.set(Number(field('X-Number')), { score: Number(score), rules });
  }
  return scores;
}
