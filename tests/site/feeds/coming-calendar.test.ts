import { describe, expect, it } from 'vitest';
import { buildSite } from '../../../src/site/build.ts';
import type { SiteModel } from '../../../src/site/model.ts';
import { textAt } from '../../support/site-files.ts';
import { siteModel } from '../../support/site-model.ts';

/** The events of the calendar as their lines, unfolded. */
async function eventsOf(model: SiteModel = siteModel()) {
  const text = textAt(await buildSite(model), 'coming-next.ics');
  const events = text.replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1);
  return { text, events: events.map((event) => event.split('\r\n').filter((line) => line !== '')) };
}

describe('the calendar of what is coming', () => {
  it('is iCalendar: CRLF, lines of at most 75 octets, and no event without UID, DTSTAMP and DTSTART', async () => {
    const { text, events } = await eventsOf();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:/);
    expect(text).toMatch(/END:VCALENDAR\r\n$/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    for (const event of events)
      for (const name of ['UID', 'DTSTAMP', 'DTSTART'])
        expect(event.filter((line) => line.startsWith(`${name}:`))).toHaveLength(1);
  });

  it('says of each post how sure it is, and names no private one', async () => {
    const { text, events } = await eventsOf();
    const standing = events.map((event) =>
      ['UID', 'DTSTART', 'STATUS'].map(
        (name) => event.find((line) => line.startsWith(`${name}:`))?.split(':')[1],
      ),
    );
    expect(standing).toEqual([
      ['pacelc@example.com', '20261208T170000Z', 'CONFIRMED'],
      ['raft-1@example.com', '20261222T170000Z', 'CONFIRMED'],
      ['raft-2@example.com', '20270105T170000Z', 'CONFIRMED'],
      ['compiler-1@example.com', '20270202T170000Z', 'CONFIRMED'],
      ['crdts@example.com', '20270216T170000Z', 'TENTATIVE'],
    ]);
    expect(text).not.toContain('Surprise');
    expect(text).toContain('Planned: the day may change.');
  });

  it('keeps the UID of a post that moves, and the bytes of one that does not', async () => {
    const model = siteModel();
    const before = await eventsOf(model);
    expect((await eventsOf(siteModel())).text).toBe(before.text);
    const day = 86_400_000;
    const coming = model.coming.map((post) =>
      post.id === 'crdts' ? { ...post, at: post.at + 14 * day } : post,
    );
    const after = await eventsOf({ ...model, coming });
    expect(after.events.slice(0, -1)).toEqual(before.events.slice(0, -1));
    expect(after.events.at(-1)).toContain('UID:crdts@example.com');
    expect(after.events.at(-1)).toContain('DTSTART:20270302T170000Z');
  });

  it('is led to from Coming next', async () => {
    expect(textAt(await buildSite(siteModel()), 'coming-next/index.html')).toContain(
      'href="/coming-next.ics"',
    );
  });
});
