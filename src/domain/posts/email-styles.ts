import type { Properties } from 'hast';
import { CALLOUT_KINDS } from './callouts.ts';
import type { LineMark } from './code-lines.ts';
import type { CalloutKind } from './nodes.ts';
import { calloutColour, darkPalette, lightPalette, type TokenKind } from './palette.ts';

const SANS = '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const MONO = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';
const INK = `color:${lightPalette.ink}`;
const MUTED = `color:${lightPalette.muted}`;
const TEXT = `font-family:${SANS};font-size:17px;line-height:1.6;${INK}`;
const HAIRLINE = `1px solid ${lightPalette.hairline}`;

interface Look {
  readonly style: string;
  readonly classes: string;
}

const LOOKS: Readonly<Record<string, Look>> = {
  p: { style: `margin:0 0 18px;${TEXT}`, classes: 'a-text' },
  h2: { style: heading('36px 0 12px', '23px', '1.3'), classes: 'a-text' },
  h3: { style: heading('30px 0 10px', '19px', '1.35'), classes: 'a-text' },
  h4: { style: heading('26px 0 8px', '17px', '1.4'), classes: 'a-text' },
  h5: { style: heading('24px 0 8px', '16px', '1.4'), classes: 'a-text' },
  h6: { style: heading('24px 0 8px', '16px', '1.4'), classes: 'a-text' },
  ul: { style: `margin:0 0 18px;padding:0 0 0 24px;${TEXT}`, classes: 'a-text' },
  ol: { style: `margin:0 0 18px;padding:0 0 0 28px;${TEXT}`, classes: 'a-text' },
  li: { style: `margin:0 0 8px;${TEXT}`, classes: 'a-text' },
  blockquote: {
    style: `margin:0 0 18px;padding:2px 0 2px 18px;border-left:3px solid ${lightPalette.hairline};font-style:italic;${INK}`,
    classes: 'a-text a-rule',
  },
  a: { style: `color:${lightPalette.accent};text-decoration:underline`, classes: 'a-link' },
  code: {
    style: `font-family:${MONO};font-size:0.88em;padding:1px 4px;border-radius:3px;background-color:${lightPalette.codePaper};${INK}`,
    classes: 'a-code a-code-bg',
  },
  kbd: {
    style: `font-family:${MONO};font-size:0.85em;padding:1px 5px;border:${HAIRLINE};border-bottom-width:2px;border-radius:4px;${INK}`,
    classes: 'a-code a-rule',
  },
  mark: { style: `background-color:${lightPalette.marked};${INK}`, classes: 'a-marked' },
  figure: { style: 'margin:0 0 22px;padding:0', classes: '' },
  figcaption: {
    style: `margin:8px 0 0;font-family:${SANS};font-size:14px;line-height:1.5;${MUTED}`,
    classes: 'a-muted',
  },
  // Few mail programs can fold: what the page folds is open here, and set apart.
  details: { style: `margin:0 0 22px;padding:0 0 0 16px;border-left:${HAIRLINE}`, classes: 'a-rule' },
  summary: { style: `margin:0 0 10px;${TEXT};font-weight:700`, classes: 'a-text' },
  abbr: { style: 'text-decoration:none', classes: '' },
  hr: { style: `margin:32px 0;border:0;border-top:${HAIRLINE};height:0;line-height:0`, classes: 'a-rule' },
  img: { style: 'display:block;max-width:100%;height:auto;border:0', classes: '' },
  'img-in-line': {
    style: 'display:inline;max-width:100%;height:auto;border:0;vertical-align:middle',
    classes: '',
  },
  strong: { style: 'font-weight:700', classes: '' },
  em: { style: 'font-style:italic', classes: '' },
  del: { style: `text-decoration:line-through;${MUTED}`, classes: 'a-muted' },
  sub: { style: 'font-size:0.75em;line-height:0;vertical-align:sub', classes: '' },
  sup: { style: 'font-size:0.75em;line-height:0;vertical-align:super', classes: '' },
  section: { style: `margin:36px 0 0;border-top:${HAIRLINE}`, classes: 'a-rule' },
  th: {
    style: `padding:8px 10px 8px 0;border-bottom:2px solid ${lightPalette.hairline};font-family:${SANS};font-size:14px;line-height:1.4;font-weight:700;vertical-align:bottom;${INK}`,
    classes: 'a-text a-rule',
  },
  td: {
    style: `padding:8px 10px 8px 0;border-bottom:${HAIRLINE};font-family:${SANS};font-size:15px;line-height:1.45;vertical-align:top;${INK}`,
    classes: 'a-text a-rule',
  },
  table: { style: 'width:100%;margin:0 0 22px;border-collapse:collapse;border-spacing:0', classes: '' },
  'code-cell': {
    style: `padding:14px 16px;border:${HAIRLINE};border-radius:4px;background-color:${lightPalette.codePaper}`,
    classes: 'a-code-bg a-rule',
  },
  // A long line is scrolled to: wrapped, a diagram or a table of output would be ruined. Outlook cannot scroll, but is never narrow.
  'code-scroll': { style: 'overflow-x:auto', classes: '' },
  'code-title': {
    style: `padding:8px 16px;border:${HAIRLINE};border-bottom:0;border-radius:4px 4px 0 0;font-family:${MONO};font-size:13px;line-height:1.4;font-weight:700;${MUTED}`,
    classes: 'a-muted a-rule',
  },
  'code-pre': {
    style: `margin:0;font-family:${MONO};font-size:13px;line-height:1.55;white-space:pre;tab-size:4;${INK}`,
    classes: 'a-code',
  },
  // Their letters are those of the words in their place while pictures are off.
  formula: {
    style: `display:inline;border:0;border-radius:3px;font-family:${SANS};font-size:16px;line-height:1;font-style:italic;${INK}`,
    classes: 'a-text a-drawn',
  },
  'formula-block': {
    style: `display:inline-block;height:auto;border:0;border-radius:4px;font-family:${SANS};font-size:16px;line-height:1.5;font-style:italic;${INK}`,
    classes: 'a-text a-drawn',
  },
  diagram: {
    style: `display:inline-block;height:auto;border:0;border-radius:4px;font-family:${SANS};font-size:15px;line-height:1.5;${INK}`,
    classes: 'a-text a-drawn',
  },
  'drawn-line': { style: 'margin:0 0 22px;text-align:center', classes: '' },
  'drawn-caption': {
    style: `margin:-14px 0 22px;font-family:${SANS};font-size:14px;line-height:1.5;text-align:center;${MUTED}`,
    classes: 'a-muted',
  },
  'record-label': { style: `font-size:13px;${MUTED}`, classes: 'a-muted' },
};

/** Style and classes of an element of an article in a mail; nothing for elements that need none. */
export function emailStyles(name: string): Properties {
  const look = LOOKS[name];
  if (look === undefined) return {};
  return { ...(look.classes === '' ? {} : { className: look.classes.split(' ') }), style: look.style };
}

/** The title and the bar of a callout, in its own colour. */
export function emailCalloutStyles(kind: CalloutKind): {
  readonly title: Properties;
  readonly cell: Properties;
} {
  const colour = calloutColour(lightPalette, kind);
  const cell = `padding:2px 0 1px 18px;border-left:4px solid ${colour}`;
  return {
    title: {
      className: [`c-${kind}`],
      style: `margin:0 0 8px;font-family:${SANS};font-size:14px;line-height:1.4;font-weight:700;color:${colour}`,
    },
    cell: { className: [`c-${kind}`], style: cell },
  };
}

/**
 * The ground of a line of code that is marked. Broad where a mail program can (`inline-block` breaks no line of its own, so that what is
 * copied stays the code); behind the characters only in Outlook.
 */
export function emailLineStyles(mark: LineMark): Properties {
  const ground = lightPalette.lines[mark];
  return {
    className: [`l-${mark}`],
    style: `display:inline-block;min-width:100%;background-color:${ground}`,
  };
}

/** The style of a token of code. */
export function emailTokenStyles(kind: TokenKind): Properties {
  return { className: [`tok-${kind}`], style: `color:${lightPalette.tokens[kind]}` };
}

/**
 * What the article's classes become in the dark, as CSS for the `@media (prefers-color-scheme: dark)` of the mail's head, which a test
 * holds to it. `!important`, as it must beat inline styles.
 */
export function emailDarkRules(): string {
  const { ink, muted, accent, hairline, codePaper, marked, lines, tokens } = darkPalette;
  const rules = [
    `.a-text{color:${ink} !important}`,
    `.a-muted{color:${muted} !important}`,
    `.a-link{color:${accent} !important}`,
    `.a-rule{border-color:${hairline} !important}`,
    `.a-code-bg{background-color:${codePaper} !important}`,
    `.a-code{color:${ink} !important}`,
    // What was dark on light is light on black, which lets the paper through; where blending is not known, on black.
    '.a-drawn{filter:invert(1) hue-rotate(180deg) contrast(1.1) !important;mix-blend-mode:screen !important}',
    `.a-marked{background-color:${marked} !important;color:${ink} !important}`,
    ...CALLOUT_KINDS.map((kind) => {
      const colour = calloutColour(darkPalette, kind);
      return `.c-${kind}{color:${colour} !important;border-color:${colour} !important}`;
    }),
    ...Object.entries(lines).map(([mark, ground]) => `.l-${mark}{background-color:${ground} !important}`),
    ...Object.entries(tokens).map(([kind, colour]) => `.tok-${kind}{color:${colour} !important}`),
  ];
  return rules.join('\n');
}

function heading(margin: string, size: string, lineHeight: string): string {
  return `margin:${margin};font-family:${SANS};font-size:${size};line-height:${lineHeight};font-weight:700;letter-spacing:-0.01em;${INK}`;
}
