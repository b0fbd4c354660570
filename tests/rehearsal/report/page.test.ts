import { describe, expect, it } from 'vitest';
import { rehearsalPage } from '../../../src/rehearsal/report/page.tsx';
import { textContent } from '../../support/html-text.ts';
import { BROKEN, sampleRehearsal } from './reports.ts';

describe('the page of a rehearsal', () => {
  it('says what came out, what was missed and what each mailing came to', () => {
    const text = textContent(rehearsalPage(sampleRehearsal())).replaceAll(/\s+/g, ' ');
    for (const words of [
      '1 December 2026 to 30 November 2028: 2 years, played in 4.3 seconds',
      'After CAP: PACELC and the Price of Latency',
      'mailed 11:00',
      '1,200 of 1,200 sent',
      'mailed Wed 08:00 · 40 min late',
      '1,210 = 1,180 sent + 12 failed + 8 skipped + 10 uncertain',
      'missed (not-ready)',
      'by hand, beside the grid',
      '28 more topics, enough until 2028-06-20',
      'the relay: break-off31',
    ])
      expect(text).toContain(words);
  });

  it('escapes what authors write', () => {
    const html = rehearsalPage(sampleRehearsal());
    expect(html).toContain('Raft Explained &lt;for &amp; by&gt; machines');
  });

  it('shows what was broken, and how to see it again', () => {
    const text = textContent(rehearsalPage(sampleRehearsal(BROKEN)));
    expect(text).toContain('edition 3 was taken 2 times for reader 9');
    expect(text).toContain('811 2026-12-08T19:00:00.000Z worker 1: turnLedger');
    expect(text).not.toContain('Every promise was kept');
    expect(text).toContain(
      'fortnight rehearse --seed 7 --faults --assume planned --subscribers 1200 --from 2026-12-01 --until 2028-11-30',
    );
  });

  it('needs nothing from anywhere, and no script', () => {
    const html = rehearsalPage(sampleRehearsal());
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|src=/);
    expect(html.match(/https?:\/\/[^\s"'<)]+/g) ?? []).toEqual([]);
  });
});
