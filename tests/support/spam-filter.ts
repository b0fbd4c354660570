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
    writeFileSync(mbox, Buffer.concat(mails.flatMap((mail) => [FROM_LINE, mail, Buffer.from('\n\n')])));
    const { status, stdout, stderr } = spawnSync(String(found?.program), optionsFor(folder, mbox), {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, HOME: folder },
    });
    if (status !== 0) throw new Error(`SpamAssassin ended with ${status}: ${stderr}`);
    const scores = scoresIn(stdout);
    return mails.map((mail) => {
      const id = /^Message-ID: (.*)$/im.exec(mail.toString('latin1'))?.[1]?.trim() ?? '';
      const score = scores.get(id);
      if (score === undefined) throw new Error(`no score for ${id}: ${stderr}`);
      return score;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const FROM_LINE = Buffer.from('From MAILER-DAEMON Tue Dec  8 19:00:00 2026\n');

function optionsFor(folder: string, mbox: string): readonly string[] {
  const settings = ['use_bayes 0', 'use_auto_whitelist 0', 'add_header all Rules _TESTSSCORES(,)_'];
  return [
    '--local',
    ...['--configpath', String(found?.rules), '--prefspath', join(folder, 'none')],
    ...settings.map((setting) => `--cf=${setting}`),
    ...['--mbox', mbox],
  ];
}

/** By Message-ID: they come out in no order that is promised. */
function scoresIn(output: string): Map<string, SpamScore> {
  const unfolded = output.replace(/\n[ \t]+/g, ' ');
  const headers = unfolded.matchAll(
    /^X-Spam-Status: \w+, score=(-?[\d.]+) [\s\S]*?^X-Spam-Rules: (.*)$[\s\S]*?^Message-ID: (.*)$/gim,
  );
  return new Map(
    [...headers].map(([, score, rules = '', id = '']) => [
      id,
      { score: Number(score), rules: rules.split(/[\s,]+/).filter((rule) => rule !== '') },
    ]),
  );
}
