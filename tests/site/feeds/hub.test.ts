import { expect, it } from 'vitest';
import { buildSite } from '../../../src/site/build.ts';
import type { ToldElsewhere } from '../../../src/site/model.ts';
import { textAt } from '../../support/site-files.ts';
import { siteModel } from '../../support/site-model.ts';
import { all, one, parseXml, type XmlElement } from '../../support/xml.ts';

const HUB = 'https://hub.example/?a=1&b=2';
const built = (told: ToldElsewhere) => buildSite({ ...siteModel(), told });
const NOBODY: ToldElsewhere = { hub: null, indexNowKey: null };

/** What each link of a feed leads to, by what it is to the feed. */
const linksOf = (parent: XmlElement, name: string) =>
  all(parent, name).map(({ attributes }) => [attributes.rel, attributes.href]);

it('every feed names its hub and its own address', async () => {
  const files = await built({ ...NOBODY, hub: HUB });
  for (const folder of ['', 'tracks/distributed-systems/']) {
    const own = (name: string) => `https://example.com/${folder}${name}`;
    const channel = one(parseXml(textAt(files, `${folder}feed.xml`)), 'channel');
    expect(linksOf(channel, 'atom:link')).toEqual(
      expect.arrayContaining([
        ['self', own('feed.xml')],
        ['hub', HUB],
      ]),
    );
    expect(linksOf(parseXml(textAt(files, `${folder}atom.xml`)), 'link')).toEqual(
      expect.arrayContaining([
        ['self', own('atom.xml')],
        ['hub', HUB],
      ]),
    );
    expect(JSON.parse(textAt(files, `${folder}feed.json`))).toMatchObject({
      feed_url: own('feed.json'),
      hubs: [{ type: 'WebSub', url: HUB }],
    });
  }
});

it('without a hub no feed names one', async () => {
  const files = await built(NOBODY);
  for (const name of ['feed.xml', 'atom.xml', 'feed.json'])
    expect(textAt(files, name)).not.toMatch(/rel="hub"|"hubs"/);
});

it('the key of IndexNow lies at its own name', async () => {
  expect(textAt(await built({ ...NOBODY, indexNowKey: 'abcd-1234' }), 'abcd-1234.txt')).toBe('abcd-1234');
  const plain = await built(NOBODY);
  expect(plain.filter(({ path }) => path.endsWith('.txt')).map(({ path }) => path)).toEqual(['robots.txt']);
});
