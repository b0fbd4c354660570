import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { printRehearsal } from '../../../src/rehearsal/report/print.ts';
import type { Rehearsal } from '../../../src/rehearsal/report/report.ts';
import { BROKEN, sampleRehearsal } from './reports.ts';

function printed(rehearsal: Rehearsal, columns = 1_000): string[] {
  const lines: string[] = [];
  const out = (text: string): void => void lines.push(...text.split('\n'));
  const paint: Terminal['paint'] = (_tone, text) => text;
  printRehearsal(rehearsal, { out, octets: () => {}, err: out, paint, columns, interactive: false });
  return lines;
}

describe('a rehearsal in the terminal', () => {
  it('is a table with a row for each publishing day', () => {
    const lines = printed(sampleRehearsal());
    expect(lines.slice(0, 6)).toEqual([
      'Slot             Outcome             Topic    Mailed     Audience   Sent  Failed  Skipped  Uncertain  Notes',
      'Tue  8 Dec 2026  published           pacelc   11:00         1,200  1,200       0        0          0',
      'Tue 22 Dec 2026  published           raft-1   Wed 08:00     1,210  1,180      12        8         10  40 min late',
      'Tue  5 Jan 2027  missed (not-ready)  -        -                 -      -       -        -          -',
      'Tue 19 Jan 2027  skipped             -        -                 -      -       -        -          -',
      'Fri  5 Feb 2027  by hand             on-call  -                 -      -       -        -          -  by hand, beside the grid; not mailed yet',
    ]);
  });

  it('comes with what it adds up to', () => {
    const text = printed(sampleRehearsal()).join('\n');
    expect(text).toContain('Ahead:  28 more topics, enough until 2028-06-20');
    expect(text).toContain('Slots:  2 published, 1 missed, 1 skipped');
    expect(text).toContain(
      '2 editions to 1,200 to 1,215 readers: 2,410 = 2,380 sent + 12 failed + 8 skipped + 10 uncertain',
    );
    expect(text).toContain('Faults: 31 x the relay: break-off');
    expect(text).toContain('Time:   2 years in 4.3 s (44,000 events)');
  });

  it('ends with what was broken, what led up to it, and how to see it again', () => {
    const lines = printed(sampleRehearsal(BROKEN));
    expect(lines.slice(-2)).toEqual([
      'violated (copies) at event 812: edition 3 was taken 2 times for reader 9',
      'To see it again: fortnight rehearse --seed 7 --faults --assume planned --subscribers 1200 --from 2026-12-01 --until 2028-11-30',
    ]);
    expect(lines).toContain('812 2026-12-08T19:00:00.000Z relay: took <e.3.9>');
  });

  it('gives up columns where it is narrow, and never breaks a row', () => {
    for (const columns of [60, 80, 100])
      for (const line of printed(sampleRehearsal(), columns).slice(0, 6))
        expect(line.length).toBeLessThanOrEqual(columns);
  });
});
