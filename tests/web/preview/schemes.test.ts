import { expect, it } from 'vitest';
import {
  inScheme,
  parseScheme,
  withoutPictures,
  withSchemeOfSheets,
} from '../../../src/web/preview/schemes.ts';

const SHEET =
  ':root { color-scheme: light dark; }\n@media (prefers-color-scheme: dark) { p { color: white; } }';

it('shows a style sheet as a browser reads it that is dark, or is not', () => {
  expect(inScheme(SHEET, 'dark')).toBe(':root { color-scheme: dark; }\n@media all { p { color: white; } }');
  expect(inScheme(SHEET, 'light')).toBe(
    ':root { color-scheme: light; }\n@media not all { p { color: white; } }',
  );
});

it('asks for the sheets of a page in the same scheme, and for nothing else', () => {
  const page = '<link rel="stylesheet" href="/a.css"><link rel="icon" href="/b.svg"><a href="/c">d</a>';
  expect(withSchemeOfSheets(page, 'dark')).toBe(page.replace('/a.css', '/a.css?scheme=dark'));
});

it('takes the pictures away and leaves their words', () => {
  const html = '<img alt="a tree" src="https://a.example/b.png" width="4"><img src="c.png" alt="">';
  expect(withoutPictures(html)).toBe('<img alt="a tree" width="4"><img alt="">');
});

it('knows two schemes', () => {
  expect(['light', 'dark', 'sepia', undefined].map(parseScheme)).toEqual(['light', 'dark', null, null]);
});
