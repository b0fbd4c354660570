import Mustache from 'mustache';
import { type Chrome, hrefOf } from './chrome.ts';
import { escapeXml } from './escape-xml.ts';

/** The theme's style sheet on the site. Without a hash: a change of it then changes one file, and no page. */
export const THEME_STYLESHEET = '/theme.css';

/** What a partial may name. */
const NAMES = [
  'title',
  'tagline',
  'author',
  'home',
  'startHere',
  'comingNext',
  'archive',
  'tags',
  'search',
  'feeds',
  'about',
  'privacy',
  'imprint',
  'subscribe',
  'leave',
] as const;

/** What stands for each name; that of an imprint is empty where there is none. */
function wordsFor(chrome: Chrome): Readonly<Record<(typeof NAMES)[number], string>> {
  return {
    title: chrome.title,
    tagline: chrome.tagline,
    author: chrome.author,
    home: hrefOf(chrome, '/'),
    startHere: hrefOf(chrome, '/start-here/'),
    comingNext: hrefOf(chrome, '/coming-next/'),
    archive: hrefOf(chrome, '/archive/'),
    tags: hrefOf(chrome, '/tags/'),
    search: hrefOf(chrome, '/search/'),
    feeds: hrefOf(chrome, '/feeds/'),
    about: hrefOf(chrome, '/about/'),
    privacy: hrefOf(chrome, '/privacy/'),
    imprint: chrome.own.imprint ? hrefOf(chrome, '/imprint/') : '',
    subscribe: `${chrome.formBase}/subscribe`,
    leave: `${chrome.formBase}/leave`,
  };
}

/** A partial with its names filled in. It has no fault that `faultIn` finds. */
export function filledIn(partial: string, chrome: Chrome): string {
  return Mustache.render(partial, wordsFor(chrome), {}, { escape: escapeXml });
}

/** What is wrong with a partial, in words; null when nothing is. */
export function faultIn(partial: string): string | null {
  try {
    return faultAmong(Mustache.parse(partial) as unknown as readonly Token[]);
  } catch (error) {
    // Mustache throws plain errors for what cannot be parsed, and says what in English.
    return error instanceof Error ? error.message : String(error);
  }
}

/** As `Mustache.parse` gives them: what it is, its value, where it begins and ends, and what is inside a section. */
type Token = readonly [kind: string, value: string, from: number, to: number, inside?: readonly Token[]];

function faultAmong(tokens: readonly Token[]): string | null {
  for (const [kind, value, , , inside] of tokens) {
    if (kind === '>') return `{{>${value}}}: a partial holds no other`;
    if (kind !== 'text' && kind !== '!' && kind !== '=' && !NAMES.some((name) => name === value))
      return `{{${value}}} is no name it may use; there are ${NAMES.join(', ')}`;
    const fault = kind === '#' || kind === '^' ? faultAmong(inside ?? []) : null;
    if (fault !== null) return fault;
  }
  return null;
}
