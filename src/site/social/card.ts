import { createHash } from 'node:crypto';
import { lightPalette } from '../../domain/posts/palette.ts';
import { escapeXml } from '../escape-xml.ts';
import type { SiteFile } from '../model.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import { drawn } from './draw.ts';
import { titleFont } from './font.ts';
import { cutTo, setTitle } from './title-lines.ts';

/** What a card says. */
export interface CardWords {
  /** Above the title: the track, maybe the series; empty for none. */
  readonly above: string;
  readonly title: string;
  readonly blog: string;
  readonly author: string;
  /** Of the track, as `#rrggbb`. */
  readonly colour: string;
}

/** The picture that is shown where somebody links to a page. */
export interface Card {
  /** On the site. The hash in it is of everything that decides the picture. */
  readonly path: string;
  readonly alt: string;
  readonly svg: string;
}

const MARGIN = 88;
const WIDTH = CARD_WIDTH - 2 * MARGIN;

/** Goes up when the same SVG is drawn otherwise: with another version of the renderer or of the font. */
const DRAWN_BY = 1;

/**
 * One colour for each track, by its place in the calendar: a track that is added at the end changes no other. All have a contrast of 4.5:1 and
 * more on the paper.
 */
const TRACK_COLOURS = [
  '#0f5c5c',
  '#8f3a12',
  '#24487a',
  '#7a2e6c',
  '#3d6212',
  '#7a5200',
  '#9b2c2c',
  '#44403c',
];

/** `place`: of the track among all, from 0; negative for none. */
export function colourOf(place: number): string {
  return TRACK_COLOURS[Math.max(0, place) % TRACK_COLOURS.length] ?? lightPalette.accent;
}

/** Lays a card out. The title of a script that the font lacks is left to the page: the card then bears the blog's name. */
export function cardOf(words: CardWords): Card {
  const svg = svgOf({ ...words, title: drawable(words.title) ?? drawable(words.blog) ?? '' });
  const hash = createHash('sha256').update(`${DRAWN_BY}\n${svg}`).digest('hex').slice(0, 16);
  return { path: `/assets/cards/${hash}.png`, alt: `${words.title}. ${words.blog}, by ${words.author}`, svg };
}

/** The card as a file, drawn when it is not there yet. */
export function cardFile(card: Card): SiteFile {
  return {
    path: card.path.slice(1),
    contents: () => drawn(card.svg),
    type: 'image/png',
    role: 'asset',
  };
}

/** The text without what the font cannot draw; null when that is a letter or a digit, or nothing is left. */
function drawable(text: string): string | null {
  const font = titleFont();
  const characters = [...text.normalize('NFC').replace(/\s+/g, ' ')];
  const missing = characters.filter((character) => !font.has(character));
  if (missing.some((character) => /[\p{L}\p{N}]/u.test(character))) return null;
  const left = characters
    .filter((character) => font.has(character))
    .join('')
    .trim();
  return left === '' ? null : left;
}

function svgOf({ above, title, blog, author, colour }: CardWords): string {
  const { paper, page, ink, muted, hairline } = lightPalette;
  const { lines, size } = setTitle(title, WIDTH, (text) => titleFont().widthOf(text));
  const step = size * 1.14;
  const top = (CARD_HEIGHT - lines.length * step) / 2 + size * 0.82 - 6;
  const text = (
    x: number,
    y: number,
    fontSize: number,
    weight: number,
    fill: string,
    words: string,
    more = '',
  ) =>
    `<text x="${x}" y="${y.toFixed(1)}" font-family="Inter" font-size="${fontSize}" font-weight="${weight}" fill="${fill}"${more}>${escapeXml(words)}</text>`;
  const baseline = CARD_HEIGHT - MARGIN + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}">`,
    `<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="${page}"/>`,
    `<rect x="32" y="32" width="${CARD_WIDTH - 64}" height="${CARD_HEIGHT - 64}" rx="10" fill="${paper}" stroke="${hairline}" stroke-width="2"/>`,
    `<path d="M42 32H50V${CARD_HEIGHT - 32}H42A10 10 0 0 1 32 ${CARD_HEIGHT - 42}V42A10 10 0 0 1 42 32Z" fill="${colour}"/>`,
    text(MARGIN, MARGIN + 28, 28, 500, colour, fitted(drawable(above) ?? '', 28, WIDTH)),
    ...lines.map((line, index) => text(MARGIN, top + index * step, size, 800, ink, line)),
    `<circle cx="${MARGIN + 11}" cy="${baseline - 14}" r="11" fill="${colour}"/>`,
    `<circle cx="${MARGIN + 39}" cy="${baseline - 2}" r="9" fill="none" stroke="${colour}" stroke-width="4"/>`,
    text(
      MARGIN + 66,
      baseline,
      30,
      800,
      ink,
      title === blog ? '' : fitted(drawable(blog) ?? '', 30, WIDTH * 0.66),
    ),
    text(
      CARD_WIDTH - MARGIN,
      baseline,
      28,
      500,
      muted,
      fitted(drawable(author) ?? '', 28, WIDTH * 0.26),
      ' text-anchor="end"',
    ),
    '</svg>',
  ].join('\n');
}

/** The text, cut with an ellipsis where it would be wider than `width` pixels. The bold cut is the wider of the two. */
function fitted(text: string, size: number, width: number): string {
  return cutTo(text, width / size, (line) => titleFont().widthOf(line));
}
