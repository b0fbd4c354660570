import type { Variable } from './config.ts';

/** Who elsewhere is told of changes of the site. */
export interface TellingSettings {
  /** The WebSub hub that is told when a feed has changed; null: there is none. */
  readonly hub: string | null;
  /** Null: search engines are told nothing. `key` proves that who tells owns the site, where it lies as `/<key>.txt`: it is no secret. */
  readonly indexNow: { readonly key: string; readonly url: string } | null;
}

/** Hands each request on to all engines that take part. */
const INDEX_NOW = 'https://api.indexnow.org/indexnow';

export const TELLING_VARIABLES: readonly Variable[] = [
  {
    name: 'FORTNIGHT_WEBSUB_HUB',
    default: 'none',
    meaning:
      'The WebSub hub that is told when a feed has changed, such as `https://pubsubhubbub.appspot.com/`; the feeds name it.',
  },
  {
    name: 'FORTNIGHT_INDEXNOW_KEY',
    default: 'none',
    meaning:
      'Tells search engines by IndexNow which pages have changed: 8 to 128 letters, digits and hyphens of your choice, which the site shows at `/<key>.txt`.',
  },
  {
    name: 'FORTNIGHT_INDEXNOW_URL',
    default: `\`${INDEX_NOW}\``,
    meaning: 'Where IndexNow is told.',
  },
];

type Value = (name: string) => string | null;

export function readTelling(value: Value, problems: string[]): TellingSettings {
  const hub = value('FORTNIGHT_WEBSUB_HUB');
  return {
    hub: hub === null ? null : readAddress('FORTNIGHT_WEBSUB_HUB', hub, problems),
    indexNow: readIndexNow(value('FORTNIGHT_INDEXNOW_KEY'), value('FORTNIGHT_INDEXNOW_URL'), problems),
  };
}

function readIndexNow(
  key: string | null,
  url: string | null,
  problems: string[],
): TellingSettings['indexNow'] {
  if (key === null) {
    if (url !== null) problems.push('FORTNIGHT_INDEXNOW_URL is set, and FORTNIGHT_INDEXNOW_KEY is not');
    return null;
  }
  if (!/^[A-Za-z0-9-]{8,128}$/.test(key))
    problems.push(`FORTNIGHT_INDEXNOW_KEY is "${key}"; allowed are 8 to 128 letters, digits and hyphens`);
  return { key, url: url === null ? INDEX_NOW : readAddress('FORTNIGHT_INDEXNOW_URL', url, problems) };
}

function readAddress(name: string, text: string, problems: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.hash === '')
    return url.href;
  problems.push(`${name} is "${text}"; allowed is an address such as https://hub.example.com/`);
  return text;
}
