import { darkPalette, lightPalette, type Palette } from '../../domain/posts/palette.ts';

/** All colours of the pages, as custom properties; no other part of the style sheet names one. */
export function coloursCss(): string {
  return `:root {
  color-scheme: light dark;
${properties(lightPalette)}
}

@media (prefers-color-scheme: dark) {
  :root {
${properties(darkPalette)}
  }
}

@media print {
  :root { --page: white; --paper: white; --code-paper: white; --ink: black; --muted: #333; --accent: black; }
}`;
}

function properties(palette: Palette): string {
  const { tokens, lines: grounds, codePaper, ...plain } = palette;
  const lines = Object.entries({ ...plain, 'code-paper': codePaper }).map(
    ([name, colour]) => `  --${name}: ${colour};`,
  );
  const kinds = Object.entries(tokens).map(([kind, colour]) => `  --tok-${kind}: ${colour};`);
  const marks = Object.entries(grounds).map(([mark, colour]) => `  --line-${mark}: ${colour};`);
  return [...lines, ...marks, ...kinds].join('\n');
}
